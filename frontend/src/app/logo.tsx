/** Three cells, one of them honey: what is shared. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#1f6a4e" />
      <path d="m16 5.500 4.600 2.700v5.300L16 16.200l-4.600-2.700V8.200z" fill="#f0b01d" stroke="#f0b01d" />
      <path
        d="m10.400 15.800 4.600 2.700v5.300l-4.600 2.700-4.600-2.700v-5.300zM21.600 15.800l4.600 2.700v5.300l-4.600 2.700-4.600-2.700v-5.300z"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinejoin="round"
      />
    </svg>
  );
}
