// Loaded into a program that we start: when the process that started it is killed, it stops as if asked to.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// `next dev` forks a worker that waits for its first words on the channel and would end without it.
if (!process.env.NEXT_PRIVATE_WORKER) process.channel?.unref()
