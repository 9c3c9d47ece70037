internal import LayBounds

/// Reads a file into directives and instructions, as BuildKit does.
struct Parser {
    private let name: String
    private let lines: [String]
    private var source: LineSource
    private var pace = RunBounds.Pace()
    private var directiveParser = DirectiveParser()
    private var comments: [String] = []
    private var description: String?

    private(set) var instructions: [Dockerfile.Instruction] = []
    private(set) var warnings: [Dockerfile.Warning] = []

    var directives: [Dockerfile.Directive] { directiveParser.directives }
    var escape: UInt8 { directiveParser.escape }

    init(_ bytes: [UInt8], name: String, lines: [String]) {
        self.name = name
        self.lines = lines
        source = LineSource(bytes)
    }

    /// Reads all instructions.
    ///
    /// - Throws: `DockerfileError` for what is no Dockerfile, and when the run may not go on.
    mutating func run() throws(DockerfileError) {
        while let line = source.next() {
            try step()
            try readInstruction(line)
        }
        if instructions.isEmpty {
            throw error(.noInstructions, source.count > 0 ? source.count...source.count : nil)
        }
        if source.hasLongLine {
            // BuildKit counts the lines that it has read.
            let last = max(1, source.count)
            throw error(.longLine, last...last)
        }
    }

    private mutating func readInstruction(_ line: ArraySlice<UInt8>) throws(DockerfileError) {
        let start = source.count
        let first = Blank.trimmedLeft(Blank.withoutLineEnd(line))
        do throws(Fault) {
            if try directiveParser.read(first, line: start) { return }
        } catch {
            // BuildKit tells a second directive at the last line before it.
            let place = error.isOfSecond ? max(1, start - 1) : start
            throw self.error(error, place...place)
        }
        if first.first == UInt8(ascii: "#") {
            let comment = Blank.trimmed(first.dropFirst())
            if comment.isEmpty { comments = [] } else { comments.append(String(bytes: comment)) }
            // BuildKit drops the first byte of the line, which of an indented one is a blank.
            let text = Blank.trimmed(Blank.withoutLineEnd(line).dropFirst())
            description = text.isEmpty ? nil : String(bytes: text)
            return
        }
        if first.isEmpty {
            comments = []
            return
        }
        let text = try logicalLine(first)
        try addInstruction(text, from: start)
    }

    /// The line with those that continue it; comments and blank lines among them vanish.
    private mutating func logicalLine(
        _ first: ArraySlice<UInt8>
    ) throws(DockerfileError) -> [UInt8] {
        guard let head = continued(first) else { return Array(first) }
        var text = Array(head)
        var emptyLine: Int?
        while let line = source.next() {
            try step()
            let content = Blank.withoutLineEnd(line)
            let trimmed = Blank.trimmedLeft(content)
            if trimmed.first == UInt8(ascii: "#") { continue }
            if trimmed.isEmpty {
                emptyLine = source.count
                continue
            }
            guard let more = continued(content) else {
                text += content
                break
            }
            text += more
        }
        if emptyLine != nil {
            warnings.append(.emptyContinuation(at: source.count))
        }
        return text
    }

    /// What stands before the mark that continues a line; `nil` where there is none.
    private func continued(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = line
        while rest.last == 0x20 || rest.last == 0x09 { rest = rest.dropLast() }
        guard rest.last == escape else { return nil }
        rest = rest.dropLast()
        return rest.last == escape ? nil : rest
    }

    private mutating func addInstruction(
        _ text: [UInt8], from start: Int
    ) throws(DockerfileError) {
        var heredocs: [Dockerfile.Heredoc] = []
        let parts: InstructionParts
        do throws(Fault) {
            parts = try InstructionParts(text[...], escape: escape)
            if parts.takesHeredocs, text.contains(UInt8(ascii: "<")) {
                for mark in try HeredocMark.marks(of: text) {
                    heredocs.append(try readHeredoc(mark))
                }
            }
        } catch {
            throw self.error(error, start...max(start, source.count))
        }
        instructions.append(
            Dockerfile.Instruction(
                word: parts.word, lines: start...max(start, source.count),
                text: String(bytes: text[...]), flags: parts.flags,
                arguments: String(bytes: parts.arguments), json: parts.json, heredocs: heredocs,
                comments: comments, description: description))
        comments = []
        description = nil
    }

    private mutating func readHeredoc(_ mark: HeredocMark) throws(Fault) -> Dockerfile.Heredoc {
        let start = source.count + 1
        let end = Array(mark.name.utf8)
        var content: [UInt8] = []
        while let line = source.next() {
            do throws(BoundReached) {
                try pace.step()
            } catch {
                throw .stopped(error)
            }
            var possibleEnd = Blank.withoutLineEnd(line)
            if mark.stripsTabs { possibleEnd = possibleEnd.drop { $0 == 0x09 } }
            if possibleEnd.elementsEqual(end) {
                return Dockerfile.Heredoc(
                    mark, written: String(bytes: content[...]), lines: start...source.count)
            }
            content += line
        }
        throw .unterminatedHeredoc(mark.name)
    }

    private mutating func step() throws(DockerfileError) {
        do throws(BoundReached) {
            try pace.step()
        } catch {
            throw self.error(.stopped(error), nil)
        }
    }

    private func error(_ fault: Fault, _ range: ClosedRange<Int>?) -> DockerfileError {
        DockerfileError(fault, file: name, lines: range, of: lines)
    }
}

extension Dockerfile.Warning {
    static func emptyContinuation(at line: Int) -> Self {
        Self(
            rule: "NoEmptyContinuation", message: "Empty continuation line", lines: line...line)
    }
}
