jq --raw-input --slurp '{full_description: .}' README.md |
  curl --fail --user "$BERTH_USERNAME:$BERTH_TOKEN" --request PATCH --data-binary @- \
{% if is_plain_http %}http{% else %}https{% endif %}://{{ host }}/api/repositories/{{ who }}/app
