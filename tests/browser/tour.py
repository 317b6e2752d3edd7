"""Going through the sights, each person in a window of their own."""

from playwright.sync_api import expect

from tests.browser.conftest import session_of

# A bound on a broken run: a machine with much to do may take seconds.
expect.set_options(timeout=20_000)


class Tour:
    """Who looks on says so in `before_opening` and `after_opening`, which are told of the page of each sight.

    `scripts` run on each page before its own.
    """

    def __init__(self, new_context, hub, seeds, sights):
        self.new_context = new_context
        self.hub = hub
        self.seeds = seeds
        self.sights = sights
        self.windows = {}
        self.before_opening = []
        self.after_opening = []
        self.scripts = []

    def pages(self):
        """Each sight, and a page that shows it."""
        for sight in self.sights:
            page = self.window(sight.who)
            self.open(sight, page)
            sight.do(page)
            expect(page.locator("main"), str(sight)).to_contain_text(
                sight.says, use_inner_text=True
            )
            yield sight, page

    def window(self, who):
        """One page for a person: a new one costs more than what it shows."""
        if who not in self.windows:
            self.windows[who] = self.new_window(who)
        page = self.windows[who]
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        page.set_viewport_size({"width": 1280, "height": 800})
        return page

    def new_window(self, who):
        context = self.new_context(base_url=self.hub.url)
        if who:
            context.add_cookies([session_of(self.seeds.people[who], self.hub.url)])
        for script in self.scripts:
            context.add_init_script(script)
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return page

    def open(self, sight, page):
        for tell in self.before_opening:
            tell(page)
        if sight.answer:
            fulfil(page, sight.answer())
        page.goto(sight.path.format(**vars(self.seeds)))
        for tell in self.after_opening:
            tell(page)


def fulfil(page, response):
    """Answer the next address with this, and let the rest of the page come from the hub."""
    headers = dict(response.items())
    page.route(
        "**/*",
        lambda route: route.fulfill(
            status=response.status_code, headers=headers, body=response.content
        ),
        times=1,
    )
