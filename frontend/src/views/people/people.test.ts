import { beforeEach, describe, expect, test } from "vitest";
import { Toasts } from "../../components/toast.js";
import { access, accessDoor, door, house, mount, update } from "../../test/house.js";
import { all, buttonOf, press, settle, textOf } from "../../test/hands.js";
import { PeopleView } from "../people.js";

const called = (service: string, data: object) => [
  {
    type: "call_service",
    domain: "cloud_locks",
    service,
    service_data: data,
    return_response: true,
  },
];

async function open(sub: string, with_: Parameters<typeof house>[0] = {}) {
  const { home, callWS } = house(with_);
  const view = await mount(new PeopleView(), { home, sub });
  const toasts = await mount(new Toasts());
  await settle();
  return { home, callWS, view, toasts };
}

beforeEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, "", "/");
});

const names = (view: PeopleView) =>
  all(view, ".name a").map((it) => it.textContent.trim());

describe("the list", () => {
  const people = [
    access(),
    access({ grant_id: "ben", name: "Ben", group: "staff", paused: true }),
    access({ grant_id: "cleo", name: "Cleo", status: "ended", doors: [] }),
    access({
      grant_id: "dora",
      name: "Dora",
      status: "failed",
      doors: [accessDoor({ status: "failed", message: "No room on the lock." })],
    }),
  ];

  test("shows who has access, by group", async () => {
    const { view } = await open("", { access: people });
    expect(names(view)).toEqual(["Ben", "Anna", "Dora"]);
    expect(all(view, "h3").map(textOf)).toEqual(["staff", "Without a group"]);
    expect(textOf(view)).toContain("Front door, at any time");
  });

  test("an empty house says what to do", async () => {
    const { view } = await open("", { access: [] });
    expect(textOf(view)).toContain("Nobody has access yet");
  });

  test.each([
    ["Needs attention 1", ["Dora"]],
    ["Paused 1", ["Ben"]],
    ["Ended 1", ["Cleo"]],
  ])("%s", async (filter, shown) => {
    const { view } = await open("", { access: people });
    const button = all(view, ".filters button").find((it) => textOf(it) === filter);
    button?.click();
    await settle();
    expect(names(view)).toEqual(shown);
  });

  test("is searched by names of doors, too", async () => {
    const garage = accessDoor({ door_id: "garage", name: "Garage" });
    const erik = access({ grant_id: "erik", name: "Erik", doors: [garage] });
    const { view } = await open("", { access: [...people, erik] });
    const [search] = all<HTMLInputElement>(view, "input[type=search]");
    Object.assign(search ?? {}, { value: "garage" });
    search?.dispatchEvent(new Event("input"));
    await settle();
    expect(names(view)).toEqual(["Erik"]);
  });

  test("of one door", async () => {
    const garage = accessDoor({ door_id: "ttlock:9:garage", name: "Garage" });
    const erik = access({ grant_id: "erik", name: "Erik", doors: [garage] });
    const { view } = await open("door/ttlock%3A9%3Agarage", {
      access: [...people, erik],
    });
    expect(names(view)).toEqual(["Erik"]);
  });

  test("a change touches the card of that person alone", async () => {
    const { view, home } = await open("", { access: people });
    const cards = all(view, "cloud-locks-access-card");
    const rendered: string[] = [];
    for (const card of cards) {
      new MutationObserver(() => rendered.push(textOf(card))).observe(
        card.shadowRoot ?? card,
        { childList: true, subtree: true, characterData: true },
      );
    }
    home.take(update({ access: [access({ name: "Anneke" })] }));
    await settle();
    expect(rendered).toHaveLength(1);
    expect(rendered[0]).toContain("Anneke");
  });

  test("what failed says why, and is tried again", async () => {
    const { view, callWS } = await open("", { access: people });
    expect(textOf(view)).toContain("No room on the lock.");
    await press(view, "Try again");
    expect(callWS.mock.calls).toEqual([
      called("resume_grant", { grant_id: "dora", wait: 0 }),
    ]);
  });
});

describe("what now", () => {
  const stuck = (with_: object, of: object = {}) =>
    open("anna", {
      access: [access({ ...of, doors: [accessDoor({ status: "blocked", ...with_ })] })],
    });

  test.each([
    ["account_removed", "See Health", "/cloud-locks/health"],
    ["pin_required", "New PIN", "/cloud-locks/people/anna/rotate"],
    ["schedule_unsupported", "Change the hours", "/cloud-locks/people/anna/change"],
    ["two_candidates", "See the other codes", "/cloud-locks/people/elsewhere"],
  ])("%s leads on", async (reason, label, path) => {
    const { view } = await stuck({ reason, message: "Because." });
    const links = all<HTMLAnchorElement>(view, "cloud-locks-access-doors a");
    expect(links.map((it) => [textOf(it), it.getAttribute("href")])).toEqual([
      [label, path],
    ]);
  });

  test("a pause is no reason to let somebody in", async () => {
    const { view, callWS } = await stuck({ reason: "lock_offline" }, { paused: true });
    await press(view, "Try again");
    expect(callWS.mock.calls).toEqual([
      called("pause_grant", { grant_id: "anna", wait: 0 }),
    ]);
  });

  test("a removal that failed is a removal again", async () => {
    const { view, callWS } = await stuck({ status: "failed" }, { status: "ending" });
    await press(view, "Try again");
    expect(callWS.mock.calls).toEqual([
      called("revoke_grant", { grant_id: "anna", wait: 0 }),
    ]);
  });

  test("what was changed in the vendor's app is put back, or left", async () => {
    const { view, callWS } = await stuck({ status: "active", drift: "hours" });
    expect(textOf(view)).toContain("Changed in the vendor's app: Other hours");
    await press(view, "Put it back");
    await press(view, "Leave it so");
    expect(callWS.mock.calls).toEqual([
      called("update_grant", { grant_id: "anna", wait: 0, drift: "restore" }),
      called("update_grant", { grant_id: "anna", wait: 0, drift: "accept" }),
    ]);
  });
});

describe("one access", () => {
  test("has the focus when one comes to it", async () => {
    const { view } = await open("anna");
    const [detail] = all(view, "cloud-locks-access-detail");
    expect(detail?.shadowRoot?.activeElement?.textContent).toBe("Anna");
  });

  test("that is gone says so", async () => {
    const { view } = await open("nobody");
    expect(textOf(view)).toContain("not known");
  });

  test("is paused and resumed", async () => {
    const { view, home, callWS } = await open("anna");
    await press(view, "Pause");
    home.take(update({ access: [access({ paused: true, status: "pending" })] }));
    view.sub = "";
    await settle();
    view.sub = "anna";
    await settle();
    await press(view, "Resume");
    expect(callWS.mock.calls).toEqual([
      called("pause_grant", { grant_id: "anna", wait: 0 }),
      called("resume_grant", { grant_id: "anna", wait: 0 }),
    ]);
  });

  test("is removed by a second press, and given back", async () => {
    const { view, toasts, callWS } = await open("anna");
    await press(view, "Remove");
    expect(callWS).not.toHaveBeenCalled();
    await press(view, "Press again: Remove");
    expect(callWS.mock.calls).toEqual([
      called("revoke_grant", { grant_id: "anna", wait: 0 }),
    ]);
    await press(toasts, "Undo");
    expect(callWS.mock.calls.at(-1)).toEqual(
      called("restore_grant", { grant_id: "anna", wait: 0 }),
    );
  });

  test("without its PIN it cannot be given back", async () => {
    const { view, toasts } = await open("anna", {
      access: [access({ has_pin: false })],
    });
    await press(view, "Remove");
    await press(view, "Press again: Remove");
    expect(textOf(toasts)).toContain("Access of Anna ended");
    expect(all(toasts, "button")).toEqual([]);
  });

  test("everywhere: what is left is listed", async () => {
    const { view, callWS } = await open("anna", {
      access: [access({ person: "person.anna" })],
    });
    const left = {
      lock: "lock.front_door",
      kind: "rfid_code",
      reason: "lock_offline",
      message: "The lock is out of reach.",
    };
    callWS.mockResolvedValue({ response: { anna: { not_removed: [left] } } });
    await press(view, "Remove everywhere");
    await press(view, "Press again: Remove everywhere");
    expect(callWS.mock.calls).toEqual([
      called("revoke_grant", { grant_id: "anna", wait: 10, everything: true }),
    ]);
    expect(textOf(view)).toContain("Front door, Card: The lock is out of reach.");
  });

  test("a card that comes with it says where it stands, too", async () => {
    const full = {
      status: "failed",
      credential_id: null,
      retried: false,
      reason: "list_full",
      message: "No room for another card.",
    };
    const doors = [accessDoor({ cards: [{ ...full }] })];
    const { view } = await open("anna", { access: [access({ doors })] });
    expect(textOf(view)).toContain("Card Failed No room for another card.");
    expect(buttonOf(view, "Try again")).toBeDefined();
  });

  test("a pause says that nobody is let in", async () => {
    const { view } = await open("anna", {
      access: [access({ status: "paused", paused: true })],
    });
    expect(textOf(view)).toContain("Once resumed: Anna can open Front door");
    expect(textOf(view)).not.toContain("On the lock");
  });

  test("at its end, what is on its way is on its way out", async () => {
    const doors = [accessDoor({ status: "sending" })];
    const { view } = await open("anna", {
      access: [access({ status: "ending", doors })],
    });
    expect(textOf(view)).toContain("Being removed");
  });

  test("that is over can be given again", async () => {
    const { view, callWS } = await open("anna", {
      access: [access({ status: "ended", ended: "2026-11-20T10:00:00+01:00" })],
    });
    await press(view, "Give access again");
    expect(callWS.mock.calls).toEqual([
      called("restore_grant", { grant_id: "anna", wait: 0 }),
    ]);
  });

  test("a failure is told", async () => {
    const { view, toasts, callWS } = await open("anna");
    callWS.mockRejectedValue({ code: "x", message: "The cloud does not answer." });
    await press(view, "Pause");
    expect(textOf(toasts)).toContain("The cloud does not answer.");
    expect(buttonOf(view, "Pause").disabled).toBe(false);
  });
});

describe("windows of one access", () => {
  const submit = async (view: PeopleView) => {
    all(view, "form")[0]?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settle();
  };

  test("a lost phone: the old PIN goes first", async () => {
    const { view, callWS } = await open("anna/rotate");
    const [, cut] = all<HTMLInputElement>(view, "input[name=cut]");
    cut?.dispatchEvent(new Event("change"));
    await submit(view);
    expect(callWS.mock.calls).toEqual([
      called("rotate_grant", { grant_id: "anna", wait: 0, cut_at_once: true }),
    ]);
    expect(location.pathname).toBe("/cloud-locks/people/anna");
  });

  test("a change says what is different, and what will be", async () => {
    const { view, callWS } = await open("anna/change");
    const [name] = all<HTMLInputElement>(view, "input[name=name]");
    Object.assign(name ?? {}, { value: "Ann" });
    name?.dispatchEvent(new Event("input"));
    await settle();
    expect(textOf(view)).toContain("Ann can open Front door, at any time.");
    await submit(view);
    expect(callWS.mock.calls).toEqual([
      called("update_grant", { grant_id: "anna", wait: 0, new_name: "Ann" }),
    ]);
  });

  test("a change that is refused stays, with its reason", async () => {
    const { view, callWS } = await open("anna/change");
    callWS.mockRejectedValue({ code: "x", message: "No weekly hours." });
    const [, , weekly] = all<HTMLInputElement>(view, "input[name=when]");
    weekly?.dispatchEvent(new Event("change"));
    await settle();
    await submit(view);
    expect(textOf(view)).toContain("No weekly hours.");
    expect(textOf(view)).toContain("Let Home Assistant keep the hours");
  });

  test("a message goes to whom one chose, in their language", async () => {
    const { view, home, callWS } = await open("anna/send");
    expect(textOf(view)).toContain("no notify entity");
    const phone = { entity_id: "notify.annas_phone", state: "", last_changed: "" };
    home.hass.states = {
      "notify.annas_phone": {
        ...phone,
        last_updated: "",
        attributes: { friendly_name: "Anna's phone" },
      },
    };
    home.take(update({ access: [access()] }));
    view.sub = "anna";
    await settle();
    view.sub = "anna/send";
    await settle();
    callWS.mockResolvedValue({
      response: { "lock.front_door": { recipients: { "notify.annas_phone": {} } } },
    });
    await submit(view);
    expect(callWS.mock.calls).toEqual([
      called("send_code", {
        grant_id: "anna",
        recipient: ["notify.annas_phone"],
        language: "en",
      }),
    ]);
  });
});

describe("other codes", () => {
  const code = {
    ...accessDoor(),
    code_id: "4711",
    name: "Old tenant",
    kind: "online",
    status: "active",
    on_lock: true,
    verified_at: null,
    managed: false,
    person: null,
  };
  const rules = { pins_readable: true, pin_chooser: "user" };

  test("are adopted, removed and shown", async () => {
    const { view, callWS } = await open("elsewhere", {
      doors: [door({ codes: [code], code_rules: rules })],
    });
    expect(textOf(view)).toContain("Old tenant");
    const of = { entity_id: "lock.front_door", code_id: "4711", wait: 5 };
    await press(view, "Look after it here");
    await press(view, "Remove Old tenant");
    await press(view, "Press again: Remove Old tenant");
    expect(callWS.mock.calls).toEqual([
      called("adopt_code", of),
      called("delete_code", of),
    ]);
    callWS.mockResolvedValue({ pin: "135790" });
    await press(view, "Show PIN");
    expect(callWS.mock.calls.at(-1)).toEqual([
      {
        type: "cloud_locks/pin/reveal",
        door_id: "tedee:1:front",
        code_id: "4711",
      },
    ]);
    expect(textOf(view)).toContain("135790");
  });

  test("there are none", async () => {
    const { view } = await open("elsewhere");
    expect(textOf(view)).toContain("no code that is nobody's access");
  });
});

test("the matrix says in words where somebody comes in", async () => {
  const { view } = await open("matrix", {
    doors: [
      door(),
      door({ door_id: "back", name: "Back door" }),
      door({ door_id: "cellar", name: "Cellar" }),
    ],
    access: [
      access(),
      access({
        grant_id: "ben",
        name: "Ben",
        doors: [accessDoor({ door_id: "back", status: "failed" })],
      }),
    ],
  });
  const rows = all(view, "tr").map((it) => [...it.children].map(textOf));
  expect(rows).toEqual([
    ["Person", "Back door", "Front door"],
    ["Anna", "", "On the lock"],
    ["Ben", "Failed", ""],
  ]);
  expect(textOf(view)).toContain("Nobody has access at Cellar.");
});

test("a list is imported after it was looked at", async () => {
  const { view, callWS } = await open("import");
  const row = {
    line: 2,
    name: "Ben",
    doors: ["Front door"],
    status: "ok",
    reason: null,
    message: null,
    grant_id: null,
  };
  const bad = { ...row, line: 3, name: "", status: "failed", message: "No name." };
  callWS.mockResolvedValueOnce({ rows: [row, bad] });
  const [text] = all<HTMLTextAreaElement>(view, "textarea");
  Object.assign(text ?? {}, { value: "name,doors\nBen,Front door\n,Front door" });
  await press(view, "Check");
  expect(textOf(view)).toContain("1 person can be given access.");
  expect(textOf(view)).toContain("Not possible: No name.");
  callWS.mockResolvedValueOnce({ rows: [{ ...row, status: "added" }, bad] });
  await press(view, "Import 1 person");
  expect(callWS.mock.calls.map(([it]) => it["dry_run"])).toEqual([true, false]);
  expect(textOf(view)).toContain("1 person has access now.");
  expect(text?.value).toBe("");
});
