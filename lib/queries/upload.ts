import { refusalIn, unreachable } from './fetcher'

/** Sends a file as the body of a request, and tells how much of it has gone: fetch does not. */
export function uploadFile<Answer>(path: string, file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(signal.reason)
    request.onload = () => {
      const { status, responseText } = request
      if (status >= 200 && status < 300) return resolve(JSON.parse(responseText) as Answer)
      const headers = { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' }
      void refusalIn(new Response(responseText, { status: status || 500, headers })).then(reject)
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
