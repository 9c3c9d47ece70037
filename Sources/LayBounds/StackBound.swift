internal import CSystem

/// How much of its stack the calling thread has left.
///
/// What recurses on input asks before each level, so that depth is bounded by the thread that it
/// happens to run on and not by a number that fits one of them: a host may call from a thread of
/// 512 KiB.
public enum StackBound {
    /// Bytes that stay free for what does not ask: one built-in program, one call of the C library.
    public static let reserve = 160 << 10

    /// Bytes between the current frame and the end of the thread's stack; at most 64 MiB are
    /// believed.
    public static var remaining: Int {
        let (here, lowest) = (lay_stack_pointer(), lay_stack_lowest())
        return here > lowest ? Int(here - lowest) : 0
    }

    /// True when one more level of a recursion may begin.
    public static var hasRoom: Bool { remaining > reserve }
}
