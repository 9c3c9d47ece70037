import Foundation
import LayTestSupport
import Testing

/// What a script or somebody beside it does to leave its grants, played by the built `lay`.
@Suite(.enabled(if: LayProcess.path != nil, "needs the built lay"))
struct PathGameTests {
    @Test(arguments: PathGame.all)
    func `a game ends as it says, and nothing outside is read or changed`(game: PathGame) throws {
        try withTemporaryDirectory { directory in
            let end = try game.play(in: directory)
            #expect(end.faults.isEmpty, "\(end.errors)")
        }
    }

    /// The kernel's word for it: what was opened, by the path that it had then.
    @Test(.needs("strace")) func `no game opens a file outside, as strace sees it`() throws {
        let strace = try #require(Peers.path("strace"))
        try withTemporaryDirectory { directory in
            // The system's libraries and what they read for themselves.
            var system: Set<String> = []
            for game in [PathGame.harmless] + PathGame.all {
                let place = directory.appending(path: game.name).resolvingSymlinksInPath()
                try FileManager.default.createDirectory(
                    at: place, withIntermediateDirectories: true)
                let trace = place.appending(path: "trace")
                let end = try game.play(
                    in: place,
                    tracing: [
                        strace, "-f", "-qq", "-y", "-s", "4096", "-e", "trace=%file", "-o",
                        trace.path,
                    ])
                #expect(end.faults.isEmpty, "\(game.name): \(end.errors)")
                let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
                let opened = Set(lines.compactMap { Self.opened($0) }).filter {
                    !Self.isGranted($0, place.path)
                }
                if game.name == PathGame.harmless.name { system = opened }
                #expect(opened.subtracting(system) == [], "\(game.name)")
                try FileManager.default.removeItem(at: place)
            }
        }
    }

    /// The path that an open file had when it was opened: `openat(…) = 5</the/path>`.
    private static func opened(_ line: Substring) -> String? {
        guard line.contains(" open") || line.contains(" creat("),
            let mark = line.range(of: ") = ", options: .backwards),
            let start = line[mark.upperBound...].firstIndex(of: "<"), line.hasSuffix(">")
        else { return nil }
        let path = line[line.index(after: start)...].dropLast().split(separator: "/")
        // A process's own files have its number in their paths.
        let isOwn = path.count > 1 && path[0] == "proc" && Int(path[1]) != nil
        return "/" + (isOwn ? ["proc", "self"] + path.dropFirst(2) : path).joined(separator: "/")
    }

    private static func isGranted(_ path: String, _ place: String) -> Bool {
        ["inside", "home", "scratch"].map { "\(place)/\($0)" }.contains {
            path == $0 || path.hasPrefix("\($0)/")
        }
    }
}
