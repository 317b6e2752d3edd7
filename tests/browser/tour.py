"""Going through the sights, each person in a window of their own."""

from contextlib import contextmanager

from playwright.sync_api import expect

from tests.browser.conftest import session_of

# A bound on a broken run: a machine with much to do may take seconds.
expect.set_options(timeout=20_000)


class Tour:
    """`watch` is told of each page before it is opened."""

    def __init__(self, new_context, hub, seeds, sights):
        self.new_context = new_context
        self.hub = hub
        self.seeds = seeds
        self.sights = sights
        self.windows = {}
        self.watch = lambda page: None

    def pages(self):
        """Each sight, and a page that shows it."""
        for sight in self.sights:
            with self.page(sight) as page:
                self.open(sight, page)
                sight.do(page)
                expect(page.locator("main"), str(sight)).to_contain_text(
                    sight.says, use_inner_text=True
                )
                yield sight, page

    def first_views(self):
        """Each address of ours, as it is loaded by somebody who was not here before, and a page that is about to open it."""
        ours = [one for one in self.sights if not one.route.startswith("admin:")]
        for sight in {(one.path, one.who): one for one in ours}.values():
            self.windows.clear()
            with self.page(sight) as page:
                yield sight, page

    @contextmanager
    def page(self, sight):
        page = self.window(sight.who).new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        self.watch(page)
        yield page
        page.close()

    def window(self, who):
        if who not in self.windows:
            context = self.new_context(base_url=self.hub.url)
            if who:
                context.add_cookies([session_of(self.seeds.people[who], self.hub.url)])
            self.windows[who] = context
        return self.windows[who]

    def open(self, sight, page):
        if sight.answer:
            fulfil(page, sight.answer())
        page.goto(sight.path.format(**vars(self.seeds)))


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
