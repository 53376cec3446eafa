// This is loaded into a program that we start. When the process that started it is killed, the program stops as if it had been asked to.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// `next dev` forks a worker that waits for its first message on the channel. Without that message it would end.
if (!process.env.NEXT_PRIVATE_WORKER) process.channel?.unref()
