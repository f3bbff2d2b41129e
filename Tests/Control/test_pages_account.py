"""The account of whoever has logged in, and the users."""

import pytest
from browser import Browser
from conftest import PASSWORD


@pytest.fixture(scope="module")
def own(shared):
    """A browser beside that of other tests: passwords change, and sessions end."""
    browser = Browser(shared.url)
    yield browser
    browser.quit()


def test_an_administrator_adds_and_removes_users(own, api):
    own.log_in()
    own.open("/account")
    own.find("[name=username]").send_keys("carol")
    own.find("[name=password]").send_keys("carols password")
    own.button("Add").click()
    own.until(lambda: "carol" in own.text("tbody"), "the user in the list")
    assert {user["name"]: user["is_admin"] for user in api.get("/users").json()["users"]}["carol"] is False
    # Nobody removes himself.
    rows = {row.text.split()[0]: row for row in own.all("tbody tr")}
    assert not rows["admin"].find_elements("css selector", "button")
    own.find("[name=username]").send_keys("carol")
    own.find("[name=password]").send_keys("another one")
    own.button("Add").click()
    assert "there is a user 'carol'" in own.text("[role=alert]")
    own.find("button[aria-label='Remove carol']").click()
    own.find("dialog .danger").click()
    own.until(lambda: "carol" not in own.text("tbody"), "the user is gone")
    assert "carol" not in [user["name"] for user in api.get("/users").json()["users"]]
    assert [entry for entry in own.complaints() if "409" not in entry["message"]] == []


def test_a_password_is_changed(own, shared, api):
    assert api.post("/users", json={"username": "dave", "password": "the first one"}).status_code == 201
    own.driver.delete_all_cookies()
    own.log_in("dave", "the first one")
    own.open("/account")
    assert not own.all("table")
    own.find("[name=old_password]").send_keys("not this one")
    own.find("[name=new_password]").send_keys("the second one")
    own.find("[data-repeats]").send_keys("the second onE")
    own.button("Change it").click()
    assert own.run("return document.querySelector('[data-repeats]').validationMessage") == "This is not the same password."
    own.find("[data-repeats]").send_keys("\b" + "e")
    own.button("Change it").click()
    assert "'old_password' is not the password" in own.text("[role=alert]")
    own.type_into("[name=old_password]", "the first one")
    own.button("Change it").click()
    own.until(lambda: own.path == "/login", "all sessions ended")
    own.log_in("dave", "the second one")
    assert own.text(".who") == "dave"
    assert api.delete("/users/dave").status_code == 204


def test_no_password_becomes_an_address_where_scripts_do_not_run(own):
    own.driver.delete_all_cookies()
    own.log_in()
    own.open("/account")
    forms = own.all("form:has([type=password])")
    assert len(forms) == 2 and {form.get_attribute("method") for form in forms} == {"post"}


def test_the_way_out(own):
    own.driver.delete_all_cookies()
    own.log_in("admin", PASSWORD)
    own.button("Log out").click()
    own.until(lambda: own.path == "/login", "the page to log in by")
    own.open("/jobs?status=failed")
    own.until(lambda: own.path == "/login?next=/jobs%3Fstatus=failed", "the page to log in by")
    own.find("[name=username]").send_keys("admin")
    own.find("[name=password]").send_keys(PASSWORD + "\n")
    own.until(lambda: own.path == "/jobs?status=failed", "where one wanted to go")
