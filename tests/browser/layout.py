"""Every page fits every width: nothing has to be moved sideways to be read, but the operators' lists on what is no desk."""

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
# The desk's width, less what a scroll bar takes of it.
DESK = {"width": 1265, "height": 800}
CUT_OFF = """
() => [...document.querySelectorAll(".results")]
  .filter((list) => list.scrollWidth > list.clientWidth)
  .map((list) => `${list.scrollWidth} pixels in ${list.clientWidth}`)
"""


def faults(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for part in page.evaluate(STICKING_OUT):
            yield f"sticks out at {width}: {part}"
    page.set_viewport_size(DESK)
    for part in page.evaluate(CUT_OFF):
        yield f"columns are cut off on a desk: {part}"
