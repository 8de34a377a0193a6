import { describe, expect, it } from "vitest";
import { ApiProblem, type ProblemCode, unanswered } from "@/api/problem";
import { isSignedOut, worthRetrying } from "@/api/query-client";

const problem = (status: number, code: ProblemCode) =>
  new ApiProblem({ status, code, title: "", detail: "" });

describe("worthRetrying", () => {
  it("never asks again after a refusal", () => {
    for (const status of [400, 401, 403, 404, 409, 412, 422, 429]) {
      expect(worthRetrying(0, problem(status, "not_found"))).toBe(false);
    }
  });

  it("asks twice more when the service is silent or overloaded", () => {
    expect(worthRetrying(1, unanswered(new TypeError()))).toBe(true);
    expect(worthRetrying(1, problem(503, "unavailable"))).toBe(true);
    expect(worthRetrying(2, problem(503, "unavailable"))).toBe(false);
  });
});

describe("isSignedOut", () => {
  it("is not a mistyped password", () => {
    expect(isSignedOut(problem(401, "not_signed_in"))).toBe(true);
    expect(isSignedOut(problem(401, "wrong_credentials"))).toBe(false);
    expect(isSignedOut(problem(403, "not_allowed"))).toBe(false);
  });
});
