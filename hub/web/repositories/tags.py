"""Find the right tag, look into one, delete one."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.access.policy import Action
from hub.content import folding, inspection, listing, ordering
from hub.content import tags as tag_pointers
from hub.content.errors import ManifestUnknown
from hub.oci import attachments
from hub.oci.kinds import Kind
from hub.web import queries
from hub.web.repositories import layers
from hub.web.repositories.history import events_of
from hub.web.repositories.pages import pull_ways, render_page
from hub.web.shortcuts import actor_of, get_repository
from hub.web.templatetags.repositories import page_of

DIGESTS_A_PAGE = 25
HISTORY_SHOWN = 10


def tags(request, namespace, name):
    repository = get_repository(request, namespace, name)
    platforms = listing.platforms(repository)
    platform = queries.choice(request, "platform", platforms, None)
    text = queries.text(request, "filter")
    sort = queries.choice(request, "sort", ordering.Sort, ordering.Sort.VERSION)
    found = ordering.ordered(repository, text=text, platform=platform, sort=sort)
    page = queries.page(request, found, DIGESTS_A_PAGE)
    rows = listing.rows(repository, page.object_list)
    return render_page(
        request,
        "repositories/tags.html",
        repository,
        "tags",
        page=page,
        rows=rows,
        attached=folding.attached(repository, rows),
        folded_count=listing.folded_count(repository),
        attachments=attachments.ASKED_FOR,
        platforms=platforms,
        platform=platform,
        filter=text,
        sort=sort,
        opened=request.GET.get("show", ""),
    )


def tag(request, namespace, name, tag):
    repository = get_repository(request, namespace, name)
    found = find(repository, tag)
    row = row_of(found)
    image = chosen(request, row.images)
    manifest = manifest_of(found.manifest, image, row.kind)
    inspected = inspection.inspect(manifest) if manifest else None
    said = found.manifest.annotations | (manifest.annotations if manifest else {})
    belongings = folding.attached(repository, [row])[found.manifest_id]
    reference = f"{request.get_host()}/{repository.familiar_name}:{found.name}"
    ways = pull_ways(
        request, reference, found.manifest, asked_platform(request, image), row.kind
    )
    return render_page(
        request,
        "repositories/tag.html",
        repository,
        "tags",
        tag=found,
        others=row.others,
        images=row.images,
        image=image,
        attached=about(row, image, [*belongings, *row.attested]),
        manifest=manifest,
        kind=row.kind,
        inspected=inspected,
        history=events_of(repository, tag)[:HISTORY_SHOWN],
        **layers.told(request, inspected, said),
        **ways,
    )


def about(row, image, attached):
    """What belongs to the whole, and to the platform that is looked at."""
    elsewhere = {one.digest for one in row.images} - {image.digest if image else ""}
    return [one for one in attached if one.about not in elsewhere]


def row_of(tag):
    images, attested = listing.platform_images([tag.manifest])
    kind = listing.kinds_of([tag.manifest])[tag.manifest_id]
    return listing.Row(
        tag.manifest,
        tag,
        others(tag),
        images[tag.manifest_id],
        attested[tag.manifest_id],
        kind,
    )


def find(repository, tag):
    found = inspection.find_tag(repository, tag)
    if found is None:
        raise Http404
    return found


def chosen(request, images):
    """The image of the platform in the address, else of linux/amd64, else the first; None for what is no image."""
    platforms = {str(image.platform): image for image in images}
    usual = platforms.get(str(listing.USUAL), images[0] if images else None)
    return platforms.get(request.GET.get("platform"), usual)


def asked_platform(request, image):
    """Where the address names it the command does too: docker would take its own machine's."""
    asked = request.GET.get("platform")
    return image.platform if image and asked == str(image.platform) else None


def manifest_of(manifest, image, kind):
    """The one to look into: an index only lists. None where the repository lacks it."""
    if kind != Kind.INDEX or image is None:
        return manifest
    return inspection.child_manifest(manifest, image.digest)


def others(tag):
    """The other tags of the same image, the most exact first."""
    first, rest = listing.tags_of(tag.repository, [tag.manifest_id])[tag.manifest_id]
    return [one for one in [first, *rest] if one.pk != tag.pk]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_tag(request, namespace, name, tag):
    """GET asks, POST does it: the link works where scripts do not run."""
    repository = get_repository(request, namespace, name, Action.DELETE)
    found = find(repository, tag)
    if request.method == "POST":
        return delete(request, repository, found)
    return render_page(
        request,
        "repositories/tag_delete.html",
        repository,
        "tags",
        tag=found,
        others=others(found),
    )


def delete(request, repository, tag):
    # Where somebody else was first, what was asked for is so.
    with suppress(ManifestUnknown):
        tag_pointers.delete(
            repository=repository, name=tag.name, by=actor_of(request).by
        )
    messages.success(
        request,
        _("Tag %(tag)s is deleted. Its image stays under its digest.")
        % {"tag": tag.name},
    )
    return redirect(page_of(repository, "tags"))
