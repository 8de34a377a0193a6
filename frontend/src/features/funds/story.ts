import type { Project } from "@/features/funds/words";

export type StepName = "draft" | "submitted" | "voted" | "committed" | "paid" | "closed" | "withdrawn";

export type Step = {
  name: StepName;
  /** `stopped`: the story ends there, not as hoped. */
  state: "done" | "now" | "todo" | "stopped";
  on: string | null;
};

/** The life of a project: what is behind it, where it is, what is to come. */
export function storyOf(project: Project): Step[] {
  const { state } = project;
  const begun: Step[] = [
    { name: "draft", state: state === "draft" ? "now" : "done", on: project.created_at },
    { name: "submitted", state: project.submitted_at ? "done" : "todo", on: project.submitted_at },
  ];
  if (state === "withdrawn") {
    const past = begun.filter((step) => step.state === "done");
    return [...past, { name: "withdrawn", state: "stopped", on: project.closed_at }];
  }
  if (state === "rejected") {
    return [...begun, { name: "voted", state: "stopped", on: project.closed_at }];
  }
  return [...begun, votedStep(project), committedStep(project), paidStep(project), closedStep(project)];
}

/** A vote that found no money had no effect: the project is where it was. */
const isVoted = ({ state, committed_at, decision }: Project) =>
  committed_at !== null ||
  state === "conditional" ||
  (decision?.outcome === "adopted" && decision.effect_state !== "refused");

function votedStep(project: Project): Step {
  const waiting = project.state === "submitted" ? "now" : "todo";
  return { name: "voted", state: isVoted(project) ? "done" : waiting, on: null };
}

function committedStep(project: Project): Step {
  if (project.committed_at) return { name: "committed", state: "done", on: project.committed_at };
  return { name: "committed", state: isVoted(project) ? "now" : "todo", on: null };
}

function paidStep(project: Project): Step {
  if (!project.committed_at) return { name: "paid", state: "todo", on: null };
  const whole = project.remaining_cents === 0;
  return { name: "paid", state: whole ? "done" : "now", on: null };
}

function closedStep(project: Project): Step {
  if (project.state === "closed") return { name: "closed", state: "done", on: project.closed_at };
  const paid = project.state === "committed" && project.remaining_cents === 0;
  return { name: "closed", state: paid ? "now" : "todo", on: null };
}

/** Whether the members may be asked to vote on it now: nobody is asking them already. */
export function mayBePutToVote({ state, decision }: Project): boolean {
  const asked = decision?.state === "convened" || decision?.state === "open";
  return state === "submitted" && !asked && decision?.outcome !== "no_quorum";
}
