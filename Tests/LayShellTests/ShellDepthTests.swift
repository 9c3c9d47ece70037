import Foundation
import LayBounds
import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// No script overflows a stack, on whatever thread it runs: what nests too deeply ends with
/// status 2, and what is only long runs.
@Suite struct ShellDepthTests {
    static let scripts = ShellScripts.all.filter { $0.hasPrefix("depth/") }

    /// The stacks of a secondary thread on Apple's systems, and of a main thread.
    static let stacks = [512 << 10, 8 << 20]

    @Test func `there are scripts`() {
        #expect(Self.scripts.count > 30)
    }

    @Test(arguments: scripts, stacks)
    func `script`(name: String, stack: Int) throws {
        let script = try ShellScripts.text(name)
        // `# status: 2`, and what is complained of where it is not the depth.
        let first = try #require(script.split(separator: "\n").first)
        let words = first.split(separator: " ", maxSplits: 3)
        let expected = try #require(words.count > 2 ? Int(words[2]) : nil)
        let (run, next) = try onThread(stack: stack) {
            (
                try ShellRun(script, Account(steps: 2_000_000, output: 16 << 20)),
                try ShellRun("echo works")
            )
        }
        #expect(run.status == expected)
        let isTooDeep = expected == 2 && words.count < 4
        #expect(Self.isTooDeep(run.errors) == isTooDeep, "\(run.errors)")
        if words.count > 3 { #expect(run.errors.contains(words[3])) }
        #expect(run.files["/trapped"] == nil)
        #expect(next.output == "works\n")
    }

    @Test(arguments: stacks)
    func `a trap that a signal reaches later fails alone`(stack: Int) throws {
        let (status, errors) = try onThread(stack: stack) {
            let context = ProgramContext(
                arguments: ["sh", "-c", "f() { (f); }; trap f TERM; while :; do sleep 9; done"],
                environment: [("PATH", "/bin")], workingDirectory: "/work",
                files: TreeFileSystem(ShellRun.tree), programs: ProgramTable(Utilities.all),
                isMain: true)
            guard case .stays(let handler?) = try ProgramRunner.run(context) else {
                return (UInt8?.none, "it does not stay")
            }
            return (
                try handler("TERM"), String(decoding: context.errors.bytes, as: UTF8.self)
            )
        }
        #expect(status == ExitStatus.misuse)
        #expect(Self.isTooDeep(errors))
    }

    /// True for a message of the command (`nests`) or of the parser (`nest`).
    private static func isTooDeep(_ errors: String) -> Bool {
        ["nests too deeply", "nest too deeply", "nested too deeply", "recursion depth"].contains {
            errors.contains($0)
        }
    }
}
