"""{{ event|event_kind }} and its like: what a row of a log says."""

from django import template

from hub.web.activity import kinds

register = template.Library()
register.filter("event_kind", kinds.kind)
register.filter("event_credential", kinds.credential)
register.filter("event_who", kinds.who)
register.filter("event_author", kinds.author)
register.filter("event_subject", kinds.subject)
register.filter("event_detail", kinds.detail)
