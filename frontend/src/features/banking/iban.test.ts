import { describe, expect, it } from "vitest";
import { caretAfter, groupIban, readIban } from "@/features/banking/iban";

const right = "FR76 3000 6000 0112 3456 7890 189";

describe("readIban", () => {
  it("accepts a right number, with or without spaces, in small letters too", () => {
    for (const typed of [right, right.replaceAll(" ", ""), right.toLowerCase(), "BE68 5390 0754 7034"]) {
      expect(readIban(typed)).toEqual({ state: "right" });
    }
  });

  it("waits for what is still to come, without a reproach", () => {
    expect(readIban("")).toEqual({ state: "empty" });
    expect(readIban("F")).toEqual({ state: "typing", missing: null });
    expect(readIban("FR76 3000")).toEqual({ state: "typing", missing: 19 });
    expect(readIban(right.slice(0, -1))).toEqual({ state: "typing", missing: 1 });
  });

  it("says what is wrong as soon as it can be known", () => {
    expect(readIban("7630")).toEqual({ state: "wrong", fault: "characters" });
    expect(readIban("FRX6")).toEqual({ state: "wrong", fault: "characters" });
    expect(readIban("FR76 3000_")).toEqual({ state: "wrong", fault: "characters" });
    expect(readIban(`${right}0`)).toEqual({ state: "wrong", fault: "too_long" });
  });

  it("finds every single wrong digit, and two neighbours swapped", () => {
    const number = right.replaceAll(" ", "");
    for (let place = 2; place < number.length; place++) {
      const digit = number[place] ?? "";
      const changed = number.slice(0, place) + ((Number(digit) + 1) % 10) + number.slice(place + 1);
      expect(readIban(changed).state, changed).toBe("wrong");
      const next = number[place + 1];
      if (next === undefined || next === digit) continue;
      const swapped = number.slice(0, place) + next + digit + number.slice(place + 2);
      expect(readIban(swapped).state, swapped).toBe("wrong");
    }
  });
});

describe("groupIban", () => {
  it("groups by four and keeps nothing else", () => {
    expect(groupIban("fr7630006000011234567890189")).toBe(right);
    expect(groupIban("FR76-3000.60")).toBe("FR76 3000 60");
    expect(groupIban("FR76 ")).toBe("FR76");
  });

  it("leaves the caret after the character just typed", () => {
    for (let count = 0; count <= 27; count++) {
      const grouped = groupIban(right.replaceAll(" ", "").slice(0, count));
      expect(caretAfter(count)).toBe(grouped.length);
    }
  });
});
