import Foundation
import LayFiles
import LayImages
import LayWorld
import Testing

/// What `-v`, `--mount`, `--tmpfs` and `--volumes-from` make of a text.
///
/// The tables hold a text, a tab, and the outcome that moby's `linux_parser` and docker/cli's
/// `opts/mount.go` give for it in the directory `/tmp/ms`.
@Suite struct MountArgumentTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let outcome: String
        var testDescription: String { text }
    }

    static func rows(_ file: String) -> [Row] {
        let url = packageRoot.appending(path: "Tests/Fixtures/mounts/\(file).tsv")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let (text, outcome) = String(line).splitOnce("\t")
            return Row(text: text, outcome: outcome)
        }
    }

    private func outcome(_ body: () throws(ImageError) -> [String]) -> String {
        do throws(ImageError) {
            return "OK " + (try body()).joined(separator: " ")
        } catch {
            return "ERR " + error.message
        }
    }

    @Test(arguments: rows("volume_arguments"))
    func `a -v text is read as moby reads it`(row: Row) {
        let outcome = outcome { () throws(ImageError) in
            let argument = try VolumeArgument(row.text, in: "/tmp/ms")
            var parts = [
                argument.kind.rawValue, "source=\(argument.source ?? "-")",
                "target=\(argument.destination)",
            ]
            if argument.mode.isReadOnly { parts.append("ro") }
            if !argument.mode.copies { parts.append("nocopy") }
            if let propagation = argument.mode.propagation {
                parts.append("propagation=\(propagation)")
            }
            return parts + ["mode=\(argument.mode.text)"]
        }
        #expect(outcome == row.outcome)
    }

    @Test(arguments: rows("mount_arguments"))
    func `a --mount text is read as docker reads it`(row: Row) {
        let outcome = outcome { () throws(ImageError) in
            let argument = try MountArgument(row.text, in: "/tmp/ms")
            var parts = [
                argument.type, "source=\(argument.source.isEmpty ? "-" : argument.source)",
                "target=\(TreePath(argument.target))",
            ]
            if argument.isReadOnly { parts.append("ro") }
            if let text = argument.propagation { parts.append("propagation=\(text)") }
            if let text = argument.consistency { parts.append("consistency=\(text)") }
            if !argument.subpath.isEmpty { parts.append("subpath=\(argument.subpath)") }
            if let text = argument.driver { parts.append("driver=\(text)") }
            if let size = argument.size { parts.append("size=\(size)") }
            if let mode = argument.mode { parts.append("mode=" + String(mode, radix: 8)) }
            if argument.recursion != .enabled {
                parts.append("recursion=\(argument.recursion.rawValue)")
            }
            if !argument.copies { parts.append("nocopy") }
            parts += argument.labels.map { "volume-label:\($0.key)=\($0.value)" }
            parts += argument.options.map { "volume-opt:\($0.key)=\($0.value)" }
            return parts
        }
        #expect(outcome == row.outcome)
    }

    @Test(arguments: rows("tmpfs_arguments"))
    func `a --tmpfs text is read as docker and the kernel read it`(row: Row) {
        let outcome = outcome { () throws(ImageError) in
            let argument = try TmpfsArgument(row.text)
            let options = argument.options
            var parts = ["\(argument.destination)"]
            if argument.isReadOnly { parts.append("ro") }
            if let size = options.size { parts.append("size=\(size)") }
            if let mode = options.mode { parts.append("mode=" + String(mode, radix: 8)) }
            if (options.uid, options.gid) != (0, 0) {
                parts.append("\(options.uid):\(options.gid)")
            }
            return parts
        }
        #expect(outcome == row.outcome)
    }

    @Test(arguments: rows("volumes_from_arguments"))
    func `a --volumes-from text is read as moby reads it`(row: Row) {
        let outcome = outcome { () throws(ImageError) in
            let argument = try VolumesFromArgument(row.text)
            return [argument.container, argument.isReadOnly ? "ro" : "rw"]
        }
        #expect(outcome == row.outcome)
    }

    @Test func `the tables are there`() {
        #expect(Self.rows("volume_arguments").count >= 108)
        #expect(Self.rows("mount_arguments").count >= 106)
        #expect(Self.rows("tmpfs_arguments").count >= 16)
        #expect(Self.rows("volumes_from_arguments").count >= 12)
    }
}
