"""Once a day the index is compared with the repositories: rows changed by hand tell nobody. And what one event says of many."""

import logging

from hub.jobs import every, job
from hub.search import index, traits

logger = logging.getLogger(__name__)


@every(24 * 3600)
@job
def repair_index():
    if repaired := index.repair():
        logger.warning("Repaired %s documents of the search index", repaired)
    if written := traits.repair():
        logger.warning("Wrote what %s repositories are narrowed by", written)


@job(lease=600)
def refresh_namespace(name):
    traits.refresh_namespace(name)
