"""Every page fits every width: nothing has to be moved sideways to be read."""

WIDTHS = (320, 390, 768, 1024, 1280)
# Where a page is wider than its window, what sticks out of it and is not cut off or scrolled on its own.
STICKING_OUT = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const isCut = (element) =>
    element && (getComputedStyle(element).overflowX !== "visible" || isCut(element.parentElement));
  const found = [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .filter((element) => !isCut(element.parentElement))
    .map((element) => element.outerHTML.slice(0, 120));
  return [`${document.documentElement.scrollWidth} pixels`, ...found.slice(0, 3)];
}
"""


def faults(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for part in page.evaluate(STICKING_OUT):
            yield f"sticks out at {width}: {part}"
