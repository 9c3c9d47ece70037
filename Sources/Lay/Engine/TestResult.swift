/// What came of a script's `test` block.
public struct TestResult: Sendable {
    /// The name that the block has.
    public let name: String
    /// Why it failed; `nil` when it passed.
    public let failure: ScriptError?
}
