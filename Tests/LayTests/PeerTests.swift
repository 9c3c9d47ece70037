import Foundation
import LayTestSupport
import Testing

/// A run tells which tools to compare with it did not have.
@Suite struct PeerTests {
    @Test func `what was missing is told in order`() {
        #expect(Peers.report([]) == "peers missing: none")
        #expect(Peers.report(["umoci", "dash"]).hasPrefix("peers missing: dash, umoci;"))
    }

    /// Run by the test below in a process of its own, without `sh`.
    @Test(.needs("sh"))
    func `a test without its peer is skipped`() { #expect(Peers.path("sh") != nil) }

    #if os(Linux)
        @Test func `the last line of a run names what was missing`() throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/proc/\(getpid())/exe")
            process.arguments = [
                "--testing-library", "swift-testing", "--filter", "PeerTests/.*is skipped",
            ]
            process.environment = ProcessInfo.processInfo.environment.merging(
                ["LAY_WITHOUT_PEERS": "sh"]) { $1 }
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(
                decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(text.contains("skipped: \"needs sh\""), "\(text)")
            #expect(text.hasSuffix("\n\(Peers.report(["sh"]))\n"), "\(text)")
        }
    #endif

    @Test func `the built lay lies beside the tests`() { #expect(LayProcess.path != nil) }
}
