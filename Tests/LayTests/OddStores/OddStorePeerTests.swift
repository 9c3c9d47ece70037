import Foundation
import LayArchive
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// The same odd stores in the hands of umoci and skopeo.
@Suite struct OddStorePeerTests {
    @Test(.needs("root", "umoci"))
    func `umoci unpacks the trees that are read`() throws {
        try Shell.inTemporaryDirectory { shell in
            let samples = OddCase.all.filter(\.isOfLayers)
            var all = OddStore()
            var manifests: [String] = []
            for (number, sample) in samples.enumerated() {
                var store = OddStore()
                try sample.build(&store)
                for (name, bytes) in store.files { all.file(name, bytes) }
                manifests += store.manifests.map {
                    "\($0.dropLast()),\(OddStore.tag("t\(number)"))}"
                }
            }
            all.finish(manifests)
            try all.write(to: "\(shell.directory)/u")
            try shell.run(
                """
                mkdir out
                seq 0 \(samples.count - 1) | xargs -P 2 -I N sh -c \
                    'umoci raw unpack --image u:tN out/N > out/N.log 2>&1 || : > out/N.failed'
                """)
            for (number, sample) in samples.enumerated() {
                let place = "\(shell.directory)/out/\(number)"
                let isRefused = FileManager.default.fileExists(atPath: "\(place).failed")
                // Names of removals are no names of a tree.
                let tree =
                    isRefused
                    ? nil
                    : (try? DiskTree.read(place)).map { OddCase.shown($0) }
                        ?? "removals in their own name"
                let ours = (try? sample.read()).map { OddCase.shown($0) }
                let log = try String(decoding: shell.bytes("out/\(number).log"), as: UTF8.self)
                let isSame = Self.plain(tree) == Self.plain(ours)
                #expect(
                    isSame == (sample.umoci == nil),
                    "\(sample.name): \(tree ?? log), here \(ours ?? "refused")")
            }
        }
    }

    /// Without the times of directories, which umoci sets itself where a layer has no entry, and the
    /// modes of links, which a disk does not keep.
    private static func plain(_ text: String?) -> [String]? {
        text?.split(separator: "; ").map { line in
            let words = line.split(separator: " ")
            let mark = words.first == "directory" ? "at" : words.first == "symlink" ? "mode" : nil
            guard let mark, let place = words.firstIndex(of: Substring(mark)) else {
                return String(line)
            }
            return (words[..<place] + words[(place + 2)...]).joined(separator: " ")
        }
    }

    @Test(.needs("skopeo"))
    func `skopeo reads everything that is saved`() throws {
        try Shell.inTemporaryDirectory { shell in
            var images: [(image: Image, names: [String])] = []
            var names: [String] = []
            for sample in OddCase.all {
                for reading in (try? sample.read()) ?? [] {
                    images.append((reading.image, ["odd:\(names.count)"]))
                    names.append(sample.name)
                }
            }
            try LayoutWriter(DiskFileSystem(), TreePath("\(shell.directory)/s")).write(images)
            try shell.run(
                """
                mkdir out
                seq 0 \(names.count - 1) | xargs -P 2 -I N sh -c \
                    'skopeo inspect --config oci:s:odd:N > out/N.log 2>&1 || : > out/N.failed
                    skopeo copy -q --insecure-policy oci:s:odd:N dir:out/N > out/N.log 2>&1 ||
                        : > out/N.failed
                    rm -rf out/N'
                """)
            for (number, name) in names.enumerated() {
                let isRefused = FileManager.default.fileExists(
                    atPath: "\(shell.directory)/out/\(number).failed")
                let log = try String(decoding: shell.bytes("out/\(number).log"), as: UTF8.self)
                #expect(!isRefused, "\(name): \(log)")
            }
        }
    }
}

extension OddStore {
    /// Writes the store into a directory of the machine.
    func write(to directory: String) throws {
        for (name, bytes) in files {
            let place = URL(fileURLWithPath: "\(directory)/\(name)")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
        }
    }
}
