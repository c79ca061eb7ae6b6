import Dispatch

/// Runs a task's jobs on a queue of its own, whatever else keeps the threads that tasks share: for what must go on while a
/// test waits for it.
final class DispatchExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "test.executor")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
