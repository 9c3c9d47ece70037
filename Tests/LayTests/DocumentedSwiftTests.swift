import Foundation
import Lay
import LayArchive
import LayBounds
import LayFiles
import Synchronization
import Testing

/// The Swift of the README and docs stands, line for line, in code that is compiled.
@Suite struct DocumentedSwiftTests {
    /// Where the blocks of a page stand: the example, which `.ci/run` builds, and this file.
    private static let places = [
        "README.md": "examples/embedding/Sources/Embedding/main.swift",
        "docs/world.md": "Tests/LayTests/DocumentedSwiftTests.swift",
    ]

    @Test func `no page has Swift that nobody compiles`() throws {
        for page in ExampleTests.pages {
            let blocks = ExampleTests.blocks(page, "swift")
            guard let place = Self.places[page] else {
                #expect(blocks.isEmpty, "\(page)")
                continue
            }
            #expect(!blocks.isEmpty, "\(page)")
            let code =
                "\n"
                + Self.lines(
                    try String(contentsOf: packageRoot.appending(path: place), encoding: .utf8))
            for block in blocks {
                #expect(code.contains("\n" + Self.lines(block)), "\(page): \(block)")
            }
        }
    }

    /// Lines without their indentation.
    private static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " } + "\n" }.joined()
    }

    private final class StopButton: Sendable {
        private let presses = Mutex(0)
        var isPressed: Bool { presses.withLock { $0 > 0 } }
        func press() { presses.withLock { $0 += 1 } }
    }

    @Test func `a host shows progress and stops`() throws {
        let stopButton = StopButton()
        var host = Host()
        host.files = TreeFileSystem(FileTree())
        (host.readable, host.writable) = (["/"], ["/"])
        host.progress = { state in
            print(state.work, state.bytes, state.total ?? 0, state.entries, state.isFinished)
        }
        host.isCancelled = { stopButton.isPressed }  // the run ends with Cancelled
        let engine = Engine(host: host)
        engine.define("press") { _ in
            stopButton.press()
            return .nil
        }
        try engine.run("world.save(\"/w\")")
        let error = #expect(throws: ScriptError.self) { try engine.run("press()\nwhile true {}") }
        #expect(error?.kind == .cancelled)
    }
}
