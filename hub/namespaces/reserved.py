"""Words nobody may have as a name: they are pages of the hub, or would pass for its operators."""

PAGES = "account admin explore healthz mine new password readyz search settings static theme token tokens v1 v2".split()
WORDS = (
    "about abuse accounts administrator all anonymous api app apps assets auth berth billing blog build builds "
    "catalog contact containers dashboard default dev docker docs download downloads email everyone example feed "
    "graphql help home host hub image images index info internal invite jobs legal local localhost login logout mail "
    "manage me media member members metrics namespace namespaces news nobody none notifications null oauth official "
    "operator operators org organisation organisations organization organizations orgs owner pages private profile "
    "public registry repositories repository root scan security self service services session sessions sign-in "
    "sign-out sign-up signin signout signup site sitemap stars staff stats status support system tag tags team teams "
    "terms test undefined update user users verified void webhook webhooks wiki www"
).split()
NAMES = sorted({*PAGES, *WORDS})
