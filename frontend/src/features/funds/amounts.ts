import type { Fund, Project } from "@/features/funds/words";

/** "1150,5" typed in euros is 115050 cents. */
export function centsOf(euros: number | string): number {
  return Math.round(Number(euros) * 100);
}

/** One line of what a figure is made of. */
export type Part = {
  key: string;
  kind: "member" | "project" | "pot" | "others" | "figure";
  /** The name of the member, of the project or of the figure; the pot and the others have none. */
  name: string;
  cents: number;
  accountId: string | null;
};

export type FigureName = keyof Fund["figures"];

type ProjectFigure = "committed" | "paid" | "released" | "reserved";

const ofProject: Record<ProjectFigure, (project: Project) => number> = {
  committed: (project) => project.committed_cents,
  paid: (project) => project.paid_cents,
  released: (project) => project.released_cents,
  reserved: (project) => project.remaining_cents,
};

const isOfProjects = (name: FigureName): name is ProjectFigure => name in ofProject;

/**
 * What a figure is made of; the parts always add up to it, what is not known in detail being the last one.
 * Empty where the figure is withheld.
 */
export function partsOf(name: FigureName, fund: Fund, projects: Project[]): Part[] {
  const { cents, account_ids: accounts } = fund.figures[name];
  if (cents === null) return [];
  if (name === "cash") return cashParts(fund);
  const known = isOfProjects(name) ? projectParts(name, projects) : memberParts(name, fund);
  const rest = cents - known.reduce((sum, part) => sum + part.cents, 0);
  if (rest === 0) return known;
  const pot = name === "available" ? (fund.figures.yearly.account_ids[0] ?? null) : null;
  const only = accounts.length === 1 ? (accounts[0] ?? null) : null;
  const kind = name === "available" ? "pot" : "others";
  return [...known, { key: kind, kind, name: "", cents: rest, accountId: pot ?? only }];
}

function projectParts(name: ProjectFigure, projects: Project[]): Part[] {
  return projects
    .map((project) => ({
      key: project.id,
      kind: "project" as const,
      name: project.title,
      cents: ofProject[name](project),
      accountId: project.account_id,
    }))
    .filter(({ cents }) => cents !== 0);
}

function memberParts(name: FigureName, { stakes, figures }: Fund): Part[] {
  const common = figures.yearly.account_ids[0] ?? null;
  return (stakes ?? [])
    .filter(({ present }) =>
      name === "available" ? present : name === "owed_to_leavers" ? !present : name !== "repaid",
    )
    .map((stake) => ({
      key: stake.organisation_id,
      kind: "member" as const,
      name: stake.organisation_name,
      cents:
        name === "yearly"
          ? stake.yearly_cents
          : name === "repayable"
            ? stake.repayable_cents
            : stake.stake_cents,
      accountId: name === "yearly" ? common : stake.account_id,
    }))
    .filter(({ cents }) => cents !== 0);
}

function cashParts({ figures }: Fund): Part[] {
  const names: FigureName[] = ["available", "reserved", "owed_to_leavers"];
  return names
    .map((name) => ({
      key: name,
      kind: "figure" as const,
      name,
      cents: figures[name].cents ?? 0,
      accountId: null,
    }))
    .filter(({ cents }) => cents !== 0);
}

/** What members have brought since the opening; null where it is withheld. */
export function broughtCents({ repayable, yearly }: Fund["figures"]): number | null {
  return repayable.cents === null || yearly.cents === null ? null : repayable.cents + yearly.cents;
}

/** What may still be asked for a project: what is set aside, less what already awaits an approval. */
export function freeCents({ remaining_cents, pending_cents }: Project): number {
  return remaining_cents - pending_cents;
}
