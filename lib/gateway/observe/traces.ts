import 'server-only'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { type EndedCall, observers } from './observers'

/** OpenTelemetry's names of what was asked for; any other endpoint goes by its own. */
const operations: Record<string, string | undefined> = {
  'chat/completions': 'chat',
  messages: 'chat',
  responses: 'chat',
  completions: 'text_completion',
}

/**
 * Sends a span for each paid call, with the attributes that OpenTelemetry names for generative models. No prompt and no answer is in it.
 * The exporter reads the usual variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME` …). Resolves the function that ends it.
 */
export function startTraces(exporter: SpanExporter = new OTLPTraceExporter()): () => Promise<void> {
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
  const tracer = provider.getTracer('atrium')
  observers().push((call) => {
    const operation = operations[call.endpoint] ?? call.endpoint
    const name = call.model ? `${operation} ${call.model}` : operation
    const { startedAt: startTime } = call
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, startTime, attributes: attributesOf(call, operation) }, parentOf(call))
    if (call.errorCode) span.setStatus({ code: SpanStatusCode.ERROR, message: call.errorCode })
    span.end(new Date(startTime.getTime() + call.durationMs))
  })
  return () => provider.shutdown()
}

function attributesOf(call: EndedCall, operation: string) {
  const { units, model, modelUsed, upstream, finishReason, errorCode, ttftMs } = call
  return {
    'gen_ai.operation.name': operation,
    'gen_ai.provider.name': call.protocol,
    ...(model && { 'gen_ai.request.model': model }),
    ...(modelUsed && { 'gen_ai.response.model': modelUsed }),
    'gen_ai.response.id': call.id,
    ...(finishReason && { 'gen_ai.response.finish_reasons': [finishReason] }),
    'gen_ai.usage.input_tokens': units.inputTokens,
    'gen_ai.usage.output_tokens': units.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': units.cachedTokens,
    'gen_ai.usage.cache_creation.input_tokens': units.cacheWriteTokens,
    'http.response.status_code': call.status,
    ...(errorCode && { 'error.type': errorCode }),
    ...(upstream && { 'atrium.upstream': upstream }),
    ...(ttftMs !== null && { 'atrium.time_to_first_token_ms': ttftMs }),
    'atrium.attempts': call.attempts.length,
    'atrium.queue_ms': call.queueMs,
    'atrium.stream': call.stream,
  }
}

/** The span that the caller named, if it did. */
function parentOf({ traceparent = '' }: EndedCall) {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? []
  if (!traceId || !spanId) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags ?? '0', 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}
