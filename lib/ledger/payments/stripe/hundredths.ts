const nanosPerHundredth = 10_000_000n

/** Whether the currency is counted in hundredths, as Stripe's amounts are then. */
export const inHundredths = (currency: string): boolean =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits === 2

export const hundredths = (nanos: bigint): bigint => nanos / nanosPerHundredth
