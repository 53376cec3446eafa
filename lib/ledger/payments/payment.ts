/** What a provider is asked to collect. */
export interface Payment {
  requestId: string
  amountNanos: bigint
}

/** The provider's page for it, and the name by which the provider knows it. */
export interface PaymentPage {
  reference: string
  url: string
}
