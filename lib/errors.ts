/**
 * Every error that a caller can get: its status, the type by which OpenAI's clients judge it, and its words. The portal's pages translate
 * by code (`errors.<code>` in the messages); the gateway and scripts use the English.
 */
const table = {
  invalid_request: [400, 'invalid_request_error', 'The request is not valid.'],
  invalid_json: [400, 'invalid_request_error', 'The body is not valid JSON.'],
  unknown_member: [400, 'invalid_request_error', 'The request has a member that is not known here.'],
  model_missing: [400, 'invalid_request_error', 'Name a model in the member "model".'],
  user_message_missing: [400, 'invalid_request_error', 'This model needs a message with the role "user".'],
  not_configured: [
    400,
    'invalid_request_error',
    'No model backend is configured yet. An operator connects one under Operators → Upstreams.',
  ],
  invalid_code: [400, 'invalid_request_error', 'This redemption code is not valid.'],
  code_used: [409, 'invalid_request_error', 'This redemption code has been used already.'],
  link_invalid: [400, 'invalid_request_error', 'This link is not valid any more. Ask for a new one.'],
  code_expired: [400, 'invalid_request_error', 'This redemption code has expired.'],
  invalid_referral: [400, 'invalid_request_error', 'This invitation code is not valid.'],
  own_referral: [400, 'invalid_request_error', 'Nobody invites themselves.'],
  invalid_signature: [400, 'invalid_request_error', 'The signature does not fit the body.'],
  wrong_password: [400, 'invalid_request_error', 'The password is wrong.'],
  not_signed_in: [401, 'invalid_request_error', 'Sign in, or send "Authorization: Bearer …".'],
  key_missing: [401, 'invalid_request_error', 'No API key was sent. Send "Authorization: Bearer <API key>".'],
  invalid_api_key: [401, 'invalid_request_error', 'The API key is not valid. Copy it again from the keys page.'],
  key_mistyped: [401, 'invalid_request_error', 'The API key has a typing error. Copy it again from the keys page.'],
  key_deleted: [401, 'invalid_request_error', 'The API key was deleted. Create a new one on the keys page.'],
  key_disabled: [401, 'invalid_request_error', 'The API key is disabled. Enable it on the keys page.'],
  key_expired: [401, 'invalid_request_error', 'The API key has expired. Set a later date on the keys page, or create a new one.'],
  key_revoked: [401, 'invalid_request_error', 'The API key was revoked by an operator.'],
  keys_differ: [401, 'invalid_request_error', 'Two different API keys were sent. Send one, in one place.'],
  wrong_credentials: [401, 'invalid_request_error', 'User name or password is wrong.'],
  insufficient_quota: [402, 'insufficient_quota', 'The balance does not cover this call.'],
  insufficient_points: [402, 'insufficient_quota', 'There are not enough points for this message. Buy some with the balance.'],
  insufficient_funds: [402, 'insufficient_quota', 'There is not enough money in the wallet.'],
  referral_late: [403, 'permission_error', 'Only new users claim the reward of an invitation.'],
  referral_off: [403, 'permission_error', 'There are no rewards for invitations at present.'],
  key_scope: [403, 'permission_error', 'This API key may not be used here: its scopes do not cover it.'],
  user_disabled: [403, 'permission_error', 'This user is disabled. Ask an operator.'],
  ip_not_allowed: [403, 'permission_error', 'The API key may not be used from this address. Its allowed addresses are on the keys page.'],
  model_not_allowed: [403, 'permission_error', 'The API key may not use this model. Its models are on the keys page.'],
  forbidden: [403, 'permission_error', 'You may not do this.'],
  wrong_origin: [403, 'permission_error', 'The request came from another site.'],
  reauthenticate: [403, 'permission_error', 'Enter your password to go on.'],
  registration_closed: [403, 'permission_error', 'Registration is closed.'],
  invite_needed: [403, 'permission_error', 'Registration needs a valid invite code.'],
  campus_only: [403, 'permission_error', 'This is served on the campus network only.'],
  own_role: [403, 'permission_error', 'Nobody changes their own role or disables themselves.'],
  own_money: [403, 'permission_error', 'Nobody decides or adjusts their own money.'],
  applications_barred: [403, 'permission_error', 'You may not apply, because an allowance of yours was revoked. Write to an operator.'],
  setup_closed: [404, 'not_found_error', 'Atrium is set up already, or the link is not valid.'],
  not_found: [404, 'not_found_error', 'There is nothing here.'],
  file_not_found: [404, 'invalid_request_error', 'There is no such file.'],
  upload_not_found: [404, 'invalid_request_error', 'There is no such upload.'],
  unknown_endpoint: [404, 'invalid_request_error', 'There is no such endpoint.'],
  model_not_found: [404, 'invalid_request_error', 'There is no model of this name.'],
  method_not_allowed: [405, 'invalid_request_error', 'This method is not served here.'],
  username_taken: [409, 'invalid_request_error', 'This user name is taken.'],
  email_taken: [409, 'invalid_request_error', 'This e-mail address is taken.'],
  name_taken: [409, 'invalid_request_error', 'This name is taken.'],
  too_many_keys: [409, 'invalid_request_error', 'A user may have 1,000 API keys. Delete some that are no longer used.'],
  too_many_applications: [409, 'invalid_request_error', 'Ten applications are open. Withdraw some before you write another.'],
  key_granted: [
    409,
    'invalid_request_error',
    'This key was granted by an application. Apply for more to change its limits, its models or its end.',
  ],
  key_gone: [409, 'invalid_request_error', 'The key was deleted, or an operator revoked it.'],
  already_decided: [409, 'invalid_request_error', 'Somebody else has decided this already.'],
  wrong_state: [409, 'invalid_request_error', 'The state that it is in now does not allow this.'],
  too_many_shares: [409, 'invalid_request_error', 'A user may have 100 shares. Revoke some that are no longer needed.'],
  in_use: [409, 'invalid_request_error', 'It is still in use.'],
  last_owner: [409, 'invalid_request_error', 'At least one owner has to stay.'],
  managed_by_file: [409, 'invalid_request_error', 'This comes from the catalog file: change it there and apply it.'],
  mail_secrets_gone: [409, 'invalid_request_error', 'The secrets of this mail are erased, so it cannot be sent again.'],
  no_mail_server: [409, 'invalid_request_error', 'No mail server is configured: set SMTP_URL.'],
  conversation_full: [409, 'invalid_request_error', 'This conversation is full. Start a new one.'],
  ticket_closed: [409, 'invalid_request_error', 'This ticket is closed. Reopen it to go on.'],
  ticket_not_closed: [409, 'invalid_request_error', 'This ticket is not closed.'],
  ticket_full: [409, 'invalid_request_error', 'This ticket has as many messages as it may have. Open a new one.'],
  too_many_tickets: [409, 'invalid_request_error', 'A user may have 50 tickets that are not closed. Close some of them.'],
  conflict: [409, 'invalid_request_error', 'Somebody else changed it meanwhile. Load it again.'],
  too_many_open: [409, 'invalid_request_error', 'Too many of your requests are open. Wait until some are decided.'],
  referral_claimed: [409, 'invalid_request_error', 'The reward of an invitation was claimed already.'],
  referral_cycle: [409, 'invalid_request_error', 'You have invited this person yourself, directly or through others.'],
  idempotency_conflict: [409, 'invalid_request_error', 'This Idempotency-Key was sent with another request.'],
  answer_not_kept: [409, 'invalid_request_error', 'The first call of this Idempotency-Key was answered and paid; its answer was not kept.'],
  busy: [409, 'invalid_request_error', 'The conversation is still answering.'],
  body_too_large: [413, 'invalid_request_error', 'The body is too large.'],
  wrong_content_type: [415, 'invalid_request_error', 'Send JSON with "Content-Type: application/json".'],
  websocket: [426, 'invalid_request_error', 'WebSocket is not served here. Use HTTP.'],
  rate_limit_exceeded: [429, 'rate_limit_error', 'Too many requests.'],
  too_many_failures: [429, 'rate_limit_error', 'Too many failed attempts from this address.'],
  login_limited: [429, 'rate_limit_error', 'Too many failed attempts to sign in. Try again later.'],
  limit_reached: [429, 'insufficient_quota', 'The limit for this period is used up.'],
  chat_day_full: [429, 'rate_limit_error', 'You have written as much in the playground as one day allows. Go on tomorrow.'],
  file_quota_reached: [413, 'invalid_request_error', 'Your file store is full. Delete files that are no longer needed.'],
  queue_full: [429, 'rate_limit_error', 'The model is busy. Try again shortly.'],
  upstream_rate_limit: [429, 'rate_limit_error', 'The model is busy. Try again shortly.'],
  client_gone: [499, 'invalid_request_error', 'The caller went away.'],
  internal: [500, 'server_error', 'Something went wrong on our side.'],
  payment_failed: [502, 'server_error', 'The payment provider does not answer. Try again shortly.'],
  upstream_failed: [502, 'server_error', 'The model backend failed.'],
  unavailable: [503, 'server_error', 'Atrium cannot serve this right now. Try again shortly.'],
  upstream_unavailable: [503, 'server_error', 'The model backend is unavailable. Try again shortly.'],
  draining: [503, 'server_error', 'The server is restarting. Try again in a few seconds.'],
  upstream_timeout: [504, 'server_error', 'The model backend did not answer in time.'],
} as const satisfies Record<string, readonly [status: number, type: string, message: string]>
export type ErrorCode = keyof typeof table

export interface ErrorFacts {
  /** The words for the caller; the table's by default. */
  message?: string
  /** What is wrong with each field, by its path. */
  fields?: Record<string, string>
  /** The one request member at fault, in OpenAI's shape. */
  param?: string
  /** Further members of the error object, e.g. `reason`. */
  more?: Record<string, unknown>
  /** Whole seconds. */
  retryAfter?: number
  /** An upstream's own verdict on the request, which callers of the gateway are told in place of the table's. */
  passedOn?: { status: number; type: string; code: string | null }
  /** The cause for the operator's log. The caller must not see it. */
  cause?: unknown
}

/** Errors are told apart by `code`, never by instanceof, because one process has several copies of this class. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly type: string
  readonly facts: ErrorFacts
  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    const [status, type, message] = table[code]
    super(facts.message ?? message, { cause: facts.cause })
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.type = type
    this.facts = facts
  }
}

export const fail = (code: ErrorCode, facts?: ErrorFacts): AppError => new AppError(code, facts)

export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === 'AppError' && 'code' in error && (error.code as string) in table

export const errorCodes = Object.keys(table) as ErrorCode[]
