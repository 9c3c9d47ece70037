/// The statuses that a shell gives a meaning of its own (POSIX.1-2017, Exit Status for Commands).
public enum ExitStatus {
    /// What was asked for was done.
    public static let success: UInt8 = 0
    /// It was not.
    public static let failure: UInt8 = 1
    /// It could not be understood or begun: a syntax error, a redirection, nesting too deep.
    public static let misuse: UInt8 = 2
    /// A command that took longer than it may, as timeout(1) tells.
    public static let timedOut: UInt8 = 124
    /// A program that is there and cannot be run.
    public static let cannotRun: UInt8 = 126
    /// A program that is not there.
    public static let notFound: UInt8 = 127

    /// What a signal ended.
    public static func signal(_ number: UInt8) -> UInt8 { 128 &+ number }
}
