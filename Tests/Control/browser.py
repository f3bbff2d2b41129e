"""A real browser at a server: chromium without a window, logged in."""

import os
import re

import pytest
from conftest import PASSWORD, PATIENCE
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMEDRIVER = os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")


class Browser:
    """What tests do with a browser, in words of pages."""

    def __init__(self, url, size=(1280, 900)):
        options = webdriver.ChromeOptions()
        for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=%d,%d" % size):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path=CHROMEDRIVER)
        self.driver = webdriver.Chrome(options=options, service=service)
        self.url = url

    def open(self, path):
        self.driver.get(self.url + path)

    @property
    def path(self):
        """Where the browser is: the path and the query."""
        return self.driver.current_url.removeprefix(self.url)

    def log_in(self, user="admin", password=PASSWORD):
        self.open("/login")
        self.find("[name=username]").send_keys(user)
        self.find("[name=password]").send_keys(password)
        self.find("form button").click()
        self.until(lambda: self.all(".who"), "the page behind the log-in")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def find(self, selector):
        """The first element that fits and can be seen; waits for it."""
        return self.until(lambda: next((e for e in self.all(selector) if e.is_displayed()), None), selector)

    def text(self, selector):
        return self.find(selector).text

    def button(self, words):
        """A button or link by its words."""
        return self.until(
            lambda: next((e for e in self.all("button, a") if e.is_displayed() and e.text.strip() == words), None), words
        )

    def until(self, condition, what):
        # What a script put in the place of an element is found anew.
        wait = WebDriverWait(self.driver, PATIENCE, 0.05, [StaleElementReferenceException])
        return wait.until(lambda _: condition(), what)

    def asks_before_it_leaves(self):
        """Whether the browser would ask before it leaves the page: a driver answers that question by itself."""
        return self.run("return !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))")

    def until_told(self, pattern, selector=".verdict"):
        """Waits until a box says something."""
        return self.until(
            lambda: next((e.text for e in self.all(selector) if re.search(pattern, e.text)), None), pattern
        )

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def type_into(self, selector, text):
        """Puts a text in the place of what stands in a field, as a paste would."""
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}));"
            "arguments[0].dispatchEvent(new Event('change', {bubbles: true}));",
            self.find(selector),
            text,
        )

    def prefer(self, scheme):
        """Light or dark."""
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )

    def resize(self, width, height):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )

    def has_sideways_scroll(self):
        return self.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth")

    def complaints(self):
        """What the browser told of errors since it was asked last: scripts that failed, and what the policy stopped.

        That the server refused something is no error of a page.
        """
        log = self.driver.get_log("browser")
        return [entry for entry in log if entry["level"] == "SEVERE" and entry["source"] != "network"]

    def screenshot(self, path):
        """All of the page."""
        self.driver.save_screenshot(str(path))

    def quit(self):
        self.driver.quit()


@pytest.fixture(scope="session")
def session_browser(shared):
    browser = Browser(shared.url)
    browser.log_in()
    yield browser
    browser.quit()


@pytest.fixture
def browser(session_browser):
    """A browser that has logged in at the shared server; no script may fail in it."""
    session_browser.complaints()
    session_browser.prefer("light")
    session_browser.resize(1280, 900)
    yield session_browser
    # A page with edits asks before it is left: away from it.
    session_browser.run("window.addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)")
    session_browser.open("/static/icon.svg")
