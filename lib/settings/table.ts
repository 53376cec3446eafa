import ipaddr from 'ipaddr.js'
import * as z from 'zod'
import { leastAuditDays } from '@/lib/audit/names'
import { choice, choices, flag, list, money, paragraph, type SettingKind, text, whole } from './kinds'
import { applicationAnswers, campusParts, manualMethods, registrations, withdrawMethods } from './names'
import { scenarioPrompts } from './scenario-prompts'

const cidr = z
  .string()
  .trim()
  .refine((value) => ipaddr.isValidCIDR(value) || ipaddr.isValid(value), 'cidr')
const currency = z
  .string()
  .trim()
  .regex(/^[A-Z]{3}$/, 'currency')
const timeZone = z
  .string()
  .trim()
  .refine((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
    } catch {
      return false
    }
  }, 'time_zone')

const dayOrNone = z
  .string()
  .trim()
  .regex(/^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/, 'day')

const perMinute = (initial: number) => whole(initial, 1, 1_000_000)

/**
 * Every setting. The settings page, `GET /api/admin/settings`, the catalog file's `settings` and the documentation are made from this
 * table. Code reads a money setting in nanos.
 */
export const table = {
  siteName: { group: 'general', ...text('Atrium', 60), zh: '站点名称', en: 'Name of the site' },
  currency: { group: 'money', ...text('CNY', 3), schema: currency, zh: '系统货币', en: 'Currency of all balances and prices' },
  signUpBonus: { group: 'money', ...money('5.00'), zh: '注册赠送金额，0 为不赠送', en: 'Grant for every new user; 0 switches it off' },
  lowBalance: {
    group: 'money',
    ...money('1.00'),
    zh: '余额低于多少时提醒用户（用户可自行调整），0 为不提醒',
    en: 'Balance below which users are warned, unless they choose another; 0: no warning',
  },
  expiryDays: {
    group: 'money',
    ...whole(7, 0, 60),
    zh: '令牌和赠送余额到期前多少天提醒用户（用户可自行调整），0 为不提醒',
    en: 'Days before keys and grants expire at which users are warned, unless they choose others; 0: no warning',
  },
  pointsPerUnit: { group: 'money', ...whole(100, 1, 1_000_000), zh: '每 1 元可兑换的积分', en: 'Points that one unit of currency buys' },
  chatPoints: {
    group: 'money',
    ...whole(10, 0, 1_000_000),
    zh: '超算工坊每条消息消耗的积分',
    en: 'Points that a message at SuperBuddy costs',
  },
  quotaUnits: {
    group: 'money',
    ...whole(500_000, 1, 1_000_000_000),
    zh: '每 1 元对应的额度单位',
    en: 'Quota units that are one unit of currency',
  },
  minRecharge: { group: 'money', ...money('100.00'), zh: '每次充值的最低金额', en: 'The least that is paid in at once' },
  rechargeMethods: {
    group: 'money',
    ...choices(manualMethods, [...manualMethods]),
    zh: '可选的线下充值方式，由管理员确认到账',
    en: 'Ways to pay in that an operator confirms',
  },
  rechargeInstructions: {
    group: 'money',
    ...paragraph(''),
    zh: '充值说明：付到哪里、如何备注；显示在充值窗口中',
    en: 'Where to pay and what to write on the payment; shown where people ask for a recharge',
  },
  minWithdrawal: { group: 'money', ...money('100.00'), zh: '每次提现的最低金额', en: 'The least that is paid out at once' },
  withdrawMethods: {
    group: 'money',
    ...choices(withdrawMethods, [...withdrawMethods]),
    zh: '可选的提现方式，全部取消即停止提现',
    en: 'Ways to be paid out; without any there are no withdrawals',
  },
  referralReward: {
    group: 'money',
    ...money('5.00'),
    zh: '邀请奖励：邀请人与受邀人各得的赠送金额，0 为停止奖励',
    en: 'Grant for the inviter and the invited each; 0 switches it off',
  },
  referralDays: {
    group: 'money',
    ...whole(30, 1, 3650),
    zh: '注册后多少天内可以领取邀请奖励',
    en: 'Days after registration in which the reward of an invitation may be claimed',
  },
  recordMonths: {
    group: 'general',
    ...whole(0, 0, 1200),
    zh: '用量记录除当月外保留的整月数，0 为永久；更早月份的记录会被删除，其扣费按月汇总',
    en: 'Full months, besides the current one, for which usage records are kept; 0: for ever. Earlier ones are deleted and their charges added up',
  },
  auditDays: {
    group: 'general',
    ...whole(3650, leastAuditDays, 36_500),
    zh: '审计记录保留天数（不低于 183）',
    en: 'Days for which the audit trail is kept, never below 183',
  },
  fileQuotaMegabytes: {
    group: 'general',
    ...whole(1024, 0, 1_000_000),
    zh: '每个用户文件空间的上限（MiB）',
    en: 'The most that a user keeps in the file store, in MiB',
  },
  applicationRpm: {
    group: 'applications',
    ...whole(10, 1, 1_000_000),
    zh: '申请表预填的每分钟请求数',
    en: 'Calls a minute that an application starts with',
  },
  applicationTpm: {
    group: 'applications',
    ...whole(100_000, 1, 2_000_000_000),
    zh: '申请表预填的每分钟 token 数',
    en: 'Tokens a minute that an application starts with',
  },
  applicationWeeklyTokens: {
    group: 'applications',
    ...whole(1_000_000_000, 1, 1_000_000_000_000_000),
    zh: '申请表预填的每周 token 数',
    en: 'Tokens a week that an application starts with',
  },
  applicationEndDate: {
    group: 'applications',
    ...text('', 10),
    schema: dayOrNone,
    zh: '申请表预填的截止日期（如 2027-01-31）；空或已过则为半年后',
    en: 'End date that an application starts with, such as 2027-01-31; without one, or once it is past, half a year from now',
  },
  applicationsSend: {
    group: 'applications',
    ...choice(applicationAnswers, 'key'),
    zh: '批准后发给申请人：令牌本身，或登录后领取一次的链接',
    en: 'What the applicant is sent on approval: the key itself, or a link to take it once, signed in',
  },
  passwordMinLength: {
    group: 'accounts',
    ...whole(8, 6, 128),
    zh: '密码最短长度（不低于 6）',
    en: 'Least length of a password, never below 6',
  },
  registration: {
    group: 'accounts',
    ...choice(registrations, 'open'),
    zh: '注册方式：开放、凭邀请码、关闭',
    en: 'Who may register: everybody, with an invite code, nobody',
  },
  inviteCodes: {
    group: 'accounts',
    ...list(z.string().max(64).trim().min(4), []),
    zh: '凭邀请码注册时有效的邀请码',
    en: 'Codes that let people register while an invite is needed',
  },
  freshSessionHours: {
    group: 'accounts',
    ...whole(12, 1, 720),
    zh: '登录后多少小时内查看令牌无需再输密码',
    en: 'Hours after signing in in which a key is revealed without the password',
  },
  campusNetworks: {
    group: 'access',
    ...list(cidr, []),
    zh: '校园网地址段（CIDR），空为不限',
    en: 'Networks of the campus (CIDRs); none: everywhere',
  },
  campusOnly: {
    group: 'access',
    ...choices(campusParts, [...campusParts]),
    zh: '仅限校园网访问的部分',
    en: 'What is served on the campus networks only',
  },
  webhookNetworks: {
    group: 'access',
    ...list(cidr, []),
    zh: '用户 Webhook 除公网外可访问的地址段（CIDR）',
    en: "Networks, besides public addresses, that users' webhooks may reach (CIDRs)",
  },
  rateRegister: { group: 'rates', ...perMinute(30), zh: '每个地址每分钟注册次数', en: 'Registrations a minute and address' },
  rateLogin: { group: 'rates', ...perMinute(60), zh: '每个地址每分钟登录次数', en: 'Sign-ins a minute and address' },
  rateAddress: {
    group: 'rates',
    ...perMinute(60),
    zh: '未登录时每个地址每分钟请求数',
    en: 'Calls a minute and address without signing in',
  },
  rateUser: { group: 'rates', ...perMinute(60), zh: '凭令牌时每个用户每分钟请求数', en: 'Calls a minute and user with a token or key' },
  rateSession: { group: 'rates', ...perMinute(600), zh: '网页会话每个用户每分钟请求数', en: "The pages' own calls a minute and user" },
  rateOperator: { group: 'rates', ...perMinute(600), zh: '管理员每分钟请求数', en: 'Calls a minute of an operator' },
  breakerFailures: {
    group: 'gateway',
    ...whole(3, 1, 1000),
    zh: '连续失败多少次后暂停一条线路；同一用户的失败只对其本人全部计数，对他人最多计一次',
    en: 'Failures in a row after which a target rests; those of one user count in full for that user, once for all others',
  },
  breakerSeconds: { group: 'gateway', ...whole(30, 1, 3600), zh: '线路暂停的秒数', en: 'Seconds that it rests' },
  healthCheckSeconds: {
    group: 'gateway',
    ...whole(0, 0, 3600),
    zh: '每隔多少秒检查出错或空闲的渠道（读取其模型列表），0 为不检查',
    en: 'Seconds between checks of upstreams that fail or are idle, which ask for their models; 0: no checks',
  },
  queueMaxSeconds: {
    group: 'gateway',
    ...whole(30, 0, 600),
    zh: '渠道满载时最长排队秒数',
    en: 'Longest wait for a busy upstream, in seconds',
  },
  queueMaxLength: { group: 'gateway', ...whole(200, 0, 100_000), zh: '每个渠道最长排队人数', en: 'Most calls that wait for one upstream' },
  overlapHolds: {
    group: 'gateway',
    ...flag(true),
    zh: '余额充裕时，预扣的同时即向渠道发出请求；预扣完成前不返回任何内容',
    en: 'Ask the upstream while the hold is placed, where the balance is ample; the answer still waits for the hold',
  },
  resumeCutStreams: {
    group: 'gateway',
    ...flag(true),
    zh: '流式回答中途中断时重新请求，并从中断处续传；内容不一致时以错误结束',
    en: 'Send a streamed request again when its answer breaks off, and go on from there; where the texts differ it ends with an error',
  },
  formMegabytes: {
    group: 'gateway',
    ...whole(100, 1, 500),
    zh: '表单上传（图片、音频、文件）最大兆字节数',
    en: 'Most megabytes of an upload (pictures, sound, files) in one call',
  },
  drainSeconds: {
    group: 'gateway',
    ...whole(30, 1, 3600),
    zh: '停机前等待进行中调用的秒数',
    en: 'Seconds that running calls get when the server stops',
  },
  storedResponseDays: {
    group: 'gateway',
    ...whole(30, 0, 30),
    zh: 'Responses 接口的回答加密保存供调用者续用的天数，0 为不保存',
    en: 'Days for which answers of /v1/responses are kept, encrypted, for their callers to go on from; 0: none is kept',
  },
  timeZone: {
    group: 'general',
    ...text('Asia/Shanghai', 60),
    schema: timeZone,
    zh: '统计和周期限额使用的时区',
    en: 'Time zone of days, weeks and months in limits and statistics',
  },
  ...scenarioPrompts,
  chatMegabytesPerDay: {
    group: 'general',
    ...whole(20, 1, 100_000),
    zh: '每个用户每天在对话中最多写入的兆字节数',
    en: 'Megabytes that one user may add to the playground a day',
  },
} as const satisfies Record<
  string,
  { group: string; zh: string; en: string } & Pick<SettingKind<never, unknown>, 'initial' | 'input'> & { schema: z.ZodType }
>

export type SettingName = keyof typeof table
/** The values that code reads. */
export type Settings = { -readonly [Name in SettingName]: z.output<(typeof table)[Name]['schema']> }
export const settingNames = Object.keys(table) as SettingName[]

interface Line {
  group: string
  zh: string
  en: string
  schema: z.ZodType
  initial: unknown
  store(value: unknown): unknown
  show(value: unknown): unknown
  input: SettingKind<unknown, unknown>['input']
}
export const lineOf = (name: SettingName): Line => table[name] as unknown as Line

/** Settings that there once were. A catalog file may still name them: it gets a warning, and they are not stored. */
export const removedSettings: ReadonlySet<string> = new Set(['rateCountTokens', 'usageDays'])
