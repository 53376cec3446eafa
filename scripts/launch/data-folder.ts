import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '../database/start-error.ts'

/** Makes the data folder, proves that it can be written, and returns its absolute path. */
export function dataFolder(given: string): string {
  const folder = resolve(given)
  const proof = join(folder, `.write-test-${process.pid}`)
  try {
    // Folders are made one by one. Where none can be made (/proc), Node's own recursion never ends.
    if (!existsSync(folder)) mkdirSync(folder, { recursive: !existsSync(dirname(folder)), mode: 0o711 })
    if (!statSync(folder).isDirectory()) throw new StartError(`DATA_DIR (${folder}) is not a folder.`)
    writeFileSync(proof, 'x'.repeat(4096))
    rmSync(proof)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new StartError(`The disk that holds DATA_DIR (${folder}) is full.`)
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new StartError(`DATA_DIR (${folder}) is not a folder.`)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT')
      throw new StartError(
        `DATA_DIR (${folder}) cannot be written: ${code === 'EROFS' ? 'the disk is read-only' : 'permission denied'}. Set DATA_DIR to a folder that this user may write.`,
      )
    throw error
  }
  tighten(folder)
  return folder
}

function tighten(folder: string): void {
  try {
    if ((statSync(folder).mode & 0o066) !== 0) chmodSync(folder, 0o711)
  } catch {
    // A folder of another owner that we may write keeps its rights.
  }
}
