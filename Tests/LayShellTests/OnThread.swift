import Foundation
import Testing

/// Runs a part on a thread with a stack of so many bytes.
func onThread<Result: Sendable>(
    stack: Int, _ body: @escaping @Sendable () throws -> Result
) throws -> Result {
    let outcome = Outcome<Result>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        outcome.value = Swift.Result { try body() }
        done.signal()
    }
    thread.stackSize = stack
    thread.start()
    done.wait()
    return try #require(outcome.value).get()
}

/// Written by the thread before it signals, read after.
private final class Outcome<Value>: @unchecked Sendable {
    var value: Result<Value, any Error>?
}
