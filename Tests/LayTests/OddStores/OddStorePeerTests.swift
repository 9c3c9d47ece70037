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

    /// Without the times of directories, which umoci sets itself where a layer has no entry, and
    /// the modes of links, which a disk does not keep.
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

    /// Why skopeo reads a store that is refused here, or refuses one that is read.
    private static let skopeo = [
        "a layout of another version": "does not look at it",
        "a healthcheck that is a text": "does not know healthchecks",
        "a healthcheck with an interval in words": "does not know healthchecks",
        "a number with an exponent": "does not look at fields of nobody",
        "half a surrogate": "puts a sign in its place",
        "a config that names too few layers": "does not compare them",
        "a config that names another layer": "does not compare them",
        "a config whose layers are no digests": "does not compare them",
        "a manifest of a wrong size": "does not compare it",
        "a user that is a number": "repairs nothing",
        "a command that is a text": "repairs nothing",
        "an entrypoint that is a text": "repairs nothing",
        "labels of other kinds": "repairs nothing",
        "a working directory that is a number": "repairs nothing",
        "a signal that is a number": "repairs nothing",
        "volumes as a list": "repairs nothing",
        "ports as a list": "repairs nothing",
        "a time of words": "repairs nothing",
        "a time that is a number": "repairs nothing",
        "an empty time": "repairs nothing",
        "a history with odd times": "repairs nothing",
        "an author that is a number": "repairs nothing",
        "a config whose architecture is a number": "repairs nothing",
        "a name that is a number": "wants a text",
        "a size that is a text": "wants a number",
        "Docker's media types": "wants them in the manifest too",
        "a nested index": "looks into one alone",
        "docker: tags that are numbers": "wants texts",
        "docker: names with a slash in front": "goes by the name's bytes",
        "docker: one image twice": "wants one to be named",
        "docker: below one directory": "does not look there",
        "docker: below two directories": "reads no file systems",
        "docker: zipped": "fails at the end of what it uncompresses",
        "docker: a layer that is a link": "takes the size of the link",
        "a layout below one directory": "does not look there",
        "the first form of Docker": "knows manifests alone",
        "a file system as a tar": "reads no file systems",
        "an empty tar": "reads no file systems",
        "no bytes in place of a store": "reads no file systems",
    ]

    @Test(.needs("skopeo"))
    func `skopeo reads the stores that are read`() throws {
        try Shell.inTemporaryDirectory { shell in
            let samples = (OddCase.configs + OddCase.layouts + OddCase.archives).filter {
                $0.request == (nil, nil)
            }
            var places: [(sample: OddCase, place: String)] = []
            for (number, sample) in samples.enumerated() {
                var store = OddStore()
                try sample.build(&store)
                let names = store.files.map(\.name)
                let place = "\(shell.directory)/\(number)"
                try FileManager.default.createDirectory(
                    atPath: place, withIntermediateDirectories: true)
                if store.isArchive || store.packed != nil {
                    try shell.write(store.packed ?? store.archive, to: "\(number)/a")
                } else if names.contains("index.json") || names.contains("version") {
                    try store.write(to: "\(place)/\(names.contains("version") ? "dir" : "oci")")
                } else {
                    continue
                }
                places.append((sample, place))
            }
            try shell.run(
                """
                echo 'cd "$1" || exit
                copy() { skopeo copy -q --insecure-policy "$1" dir:out >> log 2>&1; }
                look() { skopeo inspect --config "$1" >> log 2>&1; }
                if [ -e a ]; then copy docker-archive:a || copy oci-archive:a
                elif [ -e dir ]; then copy dir:dir
                else copy oci:oci && look oci:oci || copy oci:oci:app:1
                fi && : > read' > one
                ls | grep -v one | xargs -P 2 -n 1 sh one || true
                """)
            for (sample, place) in places {
                let isRead = FileManager.default.fileExists(atPath: "\(place)/read")
                let isSame = isRead == (sample.refused == nil)
                let log = try? String(contentsOfFile: "\(place)/log", encoding: .utf8)
                #expect(
                    isSame == (Self.skopeo[sample.name] == nil),
                    "\(sample.name): \(isRead ? "read" : log ?? "")")
            }
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
