internal import LayArchive
internal import LayDockerfile
internal import LayFiles
internal import LayImages

/// What `--output` asks for: `type=oci|docker|local|tar,dest=PATH`, or a directory for the files.
struct BuildOutput {
    private let destination: String
    private let format: String
    /// True where the layers get no times behind `SOURCE_DATE_EPOCH`.
    let rewritesTimes: Bool

    private static let formats = [
        "local": "directory", "tar": "tar", "oci": "oci", "docker": "docker",
    ]

    /// - Throws: `Complaint` for what cannot be meant.
    init(_ text: String) throws(Complaint) {
        var fields: [String: String] = [:]
        if text == "-" {
            fields = ["type": "tar", "dest": "-"]
        } else if text.contains("=") {
            for field in text.split(separator: ",") {
                let (key, value) = try BuildInputs.pair(String(field), "--output")
                fields[key] = value
            }
        } else {
            fields = ["type": "local", "dest": text]
        }
        let type = fields["type"] ?? ""
        guard let format = Self.formats[type] else {
            throw Complaint(
                message: "--output \(text): there is no type '\(type)'",
                help: "the types are oci, docker, local and tar; the world keeps the image anyway",
                status: 2)
        }
        let known = ["type", "dest", "rewrite-timestamp"]
        for key in fields.keys.sorted() where !known.contains(key) {
            throw Complaint(
                message: "--output \(text): there is no field '\(key)'",
                help: "the fields are \(known.joined(separator: ", "))", status: 2)
        }
        guard let destination = fields["dest"] ?? (type == "tar" ? "-" : nil) else {
            throw Complaint(
                message: "--output \(text): dest is required for the \(type) exporter",
                help: "as in type=\(type),dest=PATH", status: 2)
        }
        if destination == "-", type != "tar" {
            throw Complaint(
                message: "--output \(text): only type=tar goes to the standard output",
                help: "name a file or a directory: dest=PATH", status: 2)
        }
        (self.destination, self.format) = (destination, format)
        rewritesTimes = try Self.flag(fields["rewrite-timestamp"] ?? "false", "rewrite-timestamp")
    }

    /// A truth value as Go reads it (strconv.ParseBool).
    private static func flag(_ text: String, _ name: String) throws(Complaint) -> Bool {
        if ["1", "t", "T", "TRUE", "true", "True"].contains(text) { return true }
        if ["0", "f", "F", "FALSE", "false", "False"].contains(text) { return false }
        throw Complaint(
            message:
                "non-bool value specified for \(name): strconv.ParseBool: parsing \"\(text)\": invalid syntax",
            help: "write \(name)=true or \(name)=false", status: 2)
    }

    /// Writes an image; files alone get the date of the build, whatever times they had.
    func write(
        _ image: Image, names: [Reference], epoch: Int?, by machine: Machine
    ) throws {
        let path = Machine.absolute(destination)
        let files = machine.writing(path)
        guard format == "directory" || format == "tar" else {
            let options = try ImageExporter.Options(for: destination, format: format)
            return try ImageExporter(files).save(image, names: names, to: path, options)
        }
        var tree = image.tree
        if let epoch {
            let time = Nanoseconds(Timestamp.clamped(epoch)) * 1_000_000_000
            for entry in image.tree.walk() {
                try tree.setModified(time, of: entry.path, follow: false)
            }
        }
        if destination == "-" { return try LayerArchive.write(tree, to: StandardOutput()) }
        // As Docker does, over what an earlier build left.
        if format == "directory" {
            return try TreeExporter(files).write(tree, overDirectory: path)
        }
        try TreeExporter(files).write(
            tree, to: path, TreeExporter.Options(for: destination, format: format))
    }
}

/// The standard output as a sink.
private final class StandardOutput: ByteSink {
    func write(_ bytes: UnsafeRawBufferPointer) throws { Terminal.write(bytes) }
}
