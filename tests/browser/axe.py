"""What axe finds, in light and dark, on a desk and on a phone."""

from axe_playwright_python.base import AXE_SCRIPT

SCRIPT = AXE_SCRIPT
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
EVERYTHING = {"resultTypes": ["violations"]}
# The theme is a matter of colours only.
COLOURS = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}
# A colour on its way from one theme to the other is none of either.
EXAMINE = """
async rules => {
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  return (await axe.run(rules)).violations;
}
"""
RULES = {"light": EVERYTHING, "dark": COLOURS}


def faults(page):
    """Of a page with SCRIPT in it."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for fault in violations(page, rules):
                yield f"{scheme}, {size['width']} wide: {fault}"


def violations(page, rules):
    for violation in page.evaluate(EXAMINE, rules):
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
