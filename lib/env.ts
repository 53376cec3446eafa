import * as z from 'zod'
import { once } from './once.ts'

const cidr = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])
const cidrs = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((all) => all.every((each) => cidr.safeParse(each).success), 'must be addresses or CIDRs such as 10.0.0.0/8, with commas between')
const secretKey = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64, e.g. from: openssl rand -base64 32')

/** Every environment variable that Atrium reads; `.env.example` lists the same names. */
export const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  /** The mail server. Without it mails stay in the outbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'must be an address, such as Atrium <noreply@example.edu>')
    .optional(),
  ADMIN_USERNAME: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
  CATALOG_FILE: z.string().optional(),
  TRUSTED_PROXIES: cidrs.default([]),
  SECRET_KEY: secretKey.optional(),
  GATEWAY_DOOR: z.enum(['direct', 'routes']).default('direct'),
  /** Lets several processes listen on one port; the kernel distributes the connections. */
  REUSE_PORT: z.stringbool().default(false),
  /** Switches GET /metrics on for Prometheus, which sends it as its bearer token. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Switches traces on: where OpenTelemetry's exporter sends a span for each call. It reads its other OTEL_ variables itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Both switch card payments through Stripe on: its secret key, and the secret with which it signs what it tells us. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.stripe.com'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})
export type Environment = z.infer<typeof environment>

/** Reads and checks `source`; throws one sentence that names every wrong variable. Empty means absent. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(given)
  if (read.success) return read.data
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
}

/** The environment of this process, which the launcher has checked and passed on. */
export const env = (): Environment & { databaseUrl: string; publicUrl: string; secretKey: Buffer } =>
  once('env', () => {
    const read = readEnvironment(process.env)
    if (!read.DATABASE_URL || !read.SECRET_KEY)
      throw new Error('DATABASE_URL and SECRET_KEY are missing: start Atrium with npm start, which provides them.')
    const host = read.HOST === '0.0.0.0' || read.HOST === '::' ? 'localhost' : read.HOST
    const publicUrl = (read.PUBLIC_URL ?? `http://${host}:${read.PORT}`).replace(/\/+$/, '')
    // next-auth reads these two wherever it is loaded. Its real secret is passed where it is called.
    process.env.NEXTAUTH_URL = publicUrl
    process.env.NEXTAUTH_SECRET ??= 'given with the options'
    return {
      ...read,
      databaseUrl: read.DATABASE_URL,
      publicUrl,
      secretKey: Buffer.from(read.SECRET_KEY, 'base64'),
    }
  })

/** The variables that `${NAME}` in a catalog file may name. */
export const variables = (): Record<string, string | undefined> => process.env
