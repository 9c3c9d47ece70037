internal import Foundation
internal import Synchronization
public import Testing

/// What the machine has beside Lay to compare it with; the run says at its end what was missing.
///
/// `LAY_WITHOUT_PEERS=1` hides all of it, `LAY_WITHOUT_PEERS=umoci,podman` hides some.
public enum Peers {
    private static let missing = Mutex<Set<String>>([])
    private static let folders = [
        "/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/root/.pyenv/shims",
    ]

    /// Which peers are there and yet not seen.
    private static let hidden = (getenv("LAY_WITHOUT_PEERS").map { String(cString: $0) } ?? "")
        .split(separator: ",").map(String.init)

    /// Prints what was missing once everything ran.
    private static let report: Void = {
        _ = atexit {
            print(Peers.report(Peers.missing.withLock { Array($0) }))
            fflush(nil)
        }
    }()

    /// The place of a tool, if the machine has it.
    public static func path(_ tool: String) -> String? {
        let path = folders.map { "\($0)/\(tool)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        return has(tool) { path != nil } ? path : nil
    }

    /// True when the machine has all of these tools; `root` asks who runs the tests.
    public static func have(_ names: [String]) -> Bool {
        // All are asked for, so that the report is whole.
        names.filter {
            $0 == "root" ? !has(isHideable: false, $0) { Shell.isRoot } : path($0) == nil
        }
        .isEmpty
    }

    /// True when there is something that is no tool, such as a right.
    public static func has(_ name: String, _ isThere: () -> Bool) -> Bool {
        has(isHideable: true, name, isThere)
    }

    private static func has(isHideable: Bool, _ name: String, _ isThere: () -> Bool) -> Bool {
        report
        let isHidden = isHideable && (hidden == ["1"] || hidden.contains(name))
        if !isHidden, isThere() { return true }
        missing.withLock { _ = $0.insert(name) }
        return false
    }

    /// The last line of a run.
    public static func report(_ missing: [String]) -> String {
        missing.isEmpty
            ? "peers missing: none"
            : "peers missing: \(missing.sorted().joined(separator: ", "));"
                + " tests that need them were skipped"
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips what needs tools that the machine has not; `root` asks who runs the tests.
    public static func needs(_ peers: String...) -> Self {
        .enabled(if: Peers.have(peers), "needs \(peers.joined(separator: ", "))")
    }

    /// Skips what needs something that is no tool, such as a right.
    public static func needs(_ name: String, _ isThere: @escaping @Sendable () -> Bool) -> Self {
        .enabled(if: Peers.has(name, isThere), "needs \(name)")
    }
}
