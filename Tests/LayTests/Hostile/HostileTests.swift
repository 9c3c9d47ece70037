import Foundation
import LayTestSupport
import Testing

/// Scripts that would like to kill, leave or outgrow their host, each in a process of its own.
///
/// `LAY_THOROUGH=9` runs all of them, less takes a share; `LAY_HOSTILE=time/` those whose name says that.
@Suite(.enabled(if: HostileProcess.path != nil, "needs the built LayHostile"))
struct HostileTests {
    /// A script of `Tests/Hostile/scripts`.
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String

        var testDescription: String { path }
    }

    private static let all: [Case] = {
        let root = packageRoot.appending(path: "Tests/Hostile/scripts")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "lay" }
        return paths.sorted { $0.path < $1.path }.map { file in
            Case(path: String(file.path.dropFirst(root.path.count + 1)))
        }
    }()

    private static let cases: [Case] = {
        if let part = ProcessInfo.processInfo.environment["LAY_HOSTILE"] {
            return all.filter { $0.path.contains(part) }
        }
        return all.enumerated().filter { thorough >= 9 || $0.offset % 9 < thorough }.map(\.element)
    }()

    /// What a process holds that runs a script of no weight, in bytes.
    private static let base: String = {
        let result = try? HostileProcess.run(["base"])
        return result?.output.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }()

    @Test(arguments: cases)
    func `a hostile script ends as it says, within its bounds`(script: Case) throws {
        let file = packageRoot.appending(path: "Tests/Hostile/scripts/\(script.path)").path
        let result = try HostileProcess.run(["case", file, Self.base])
        #expect(result.hasSucceeded, "\(result.report)")
    }

    @Test func `there are scripts of every kind`() {
        #expect(Self.all.count >= 250)
        #expect(Int(Self.base) ?? 0 > 1 << 20, "LayHostile says what it holds")
    }

    @Test(arguments: seeds(2))
    func `every member takes every argument`(seed: UInt64) throws {
        let result = try HostileProcess.run(["members", "\(seed)", "1"])
        #expect(result.hasSucceeded, "LAY_SEED=\(seed) \(result.report)")
    }

    @Test(arguments: seeds(2))
    func `every entry point takes every text`(seed: UInt64) throws {
        let fixtures = try Fixture.folders(in: "language").flatMap { Fixture.all(in: $0) }
        let files = fixtures.map { packageRoot.appending(path: $0.path).path }
        let result = try HostileProcess.run(["entries", "\(seed)", "200"] + files)
        #expect(result.hasSucceeded, "LAY_SEED=\(seed) \(result.report)")
    }
}

/// The process that runs what may crash.
enum HostileProcess {
    static let path: String? = {
        guard let lay = LayProcess.path else { return nil }
        let path = URL(fileURLWithPath: lay).deletingLastPathComponent().appending(
            path: "LayHostile"
        ).path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    struct Result {
        let output: String
        let status: Int32
        let wasKilled: Bool

        var hasSucceeded: Bool { !wasKilled && status == 0 }
        var report: String {
            (wasKilled ? "killed by signal \(status)" : "status \(status)")
                + ": …\(output.suffix(2000))"
        }
    }

    static func run(_ arguments: [String]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/nonexistent")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        // It stops itself by the time of the processor that it takes; this is for one that waits.
        process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        try process.run()
        let id = process.processIdentifier
        let guardian = DispatchWorkItem { kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 600, execute: guardian)
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guardian.cancel()
        return Result(
            output: String(decoding: bytes, as: UTF8.self), status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal)
    }
}
