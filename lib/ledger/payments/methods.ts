import 'server-only'
import type { ManualMethod } from '@/lib/settings/names'
import { settings } from '@/lib/settings/settings'
import { type PayMethodName, payMethodNames } from '../names'
import type { Payment, PaymentPage } from './payment'
import { openCheckout, stripeIsOn } from './stripe/checkout'

export interface PayMethod {
  /** Whether it may be chosen now. */
  isOffered(): boolean
  /** Opens the page of a provider, which tells us itself when it has the money. Without it, an operator says so. */
  open?(payment: Payment): Promise<PaymentPage>
}

const byHand = (name: ManualMethod): PayMethod => ({ isOffered: () => settings().rechargeMethods.includes(name) })

/** Every way to pay in. */
export const payMethods: Record<PayMethodName, PayMethod> = {
  bank: byHand('bank'),
  alipay: byHand('alipay'),
  wechat: byHand('wechat'),
  usdt: byHand('usdt'),
  manual: byHand('manual'),
  stripe: { isOffered: stripeIsOn, open: openCheckout },
}

export const offeredMethods = (): PayMethodName[] => payMethodNames.filter((name) => payMethods[name].isOffered())
