import { useLingui } from "@lingui/react";
import { Link, useLocation } from "@tanstack/react-router";
import classes from "@/app/nav-item.module.css";
import { type Destination, isUnder } from "@/app/navigation";

/** One destination, marked when it is where one is. */
export function NavItem({ to, label, icon: Icon, onClick }: Destination & { onClick?: () => void }) {
  const { i18n } = useLingui();
  const here = isUnder(useLocation().pathname, to);
  return (
    <Link to={to} className={classes.item} aria-current={here ? "page" : undefined} onClick={onClick}>
      <Icon size={20} stroke={1.7} aria-hidden="true" />
      {i18n._(label)}
    </Link>
  );
}
