internal import LayBounds
internal import LayRuntime
internal import LayText

extension NativeCall {
    /// Reads the text or bytes of the first argument in a form that people know by a name.
    ///
    /// What is read pays for itself, piece by piece; unless it `keeps` all until the end, each piece is
    /// given up before the next.
    ///
    /// - Throws: `ValueError` with the line that is wrong; `Limit` or `Cancelled`.
    func reading<Result>(
        _ form: String, keeps: Bool = true,
        _ body: (UnsafeRawBufferPointer, ReadingStep) throws -> Result
    ) throws -> Result {
        let text = try data(0)
        let vm = vm
        var growth = Growth(vm)
        do {
            return try body(text) { count in
                if keeps { return try growth.add(count &* Self.bytesForOne) }
                try vm.work(bytes: count &* 8)
                try vm.reserve(count &* Self.bytesForOne)
            }
        } catch let error as DocumentError {
            throw LayError.noDocument(form, error)
        }
    }

    /// What a byte of a text becomes at most, as a node or a field of its own.
    private static var bytesForOne: Int { 48 }

    /// A parameter that is a single ASCII character.
    func separator(_ index: Int, _ standard: UInt8) throws -> UInt8 {
        guard has(index) else { return standard }
        let text = try string(index)
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 128,
            ![10, 13, UInt8(ascii: "\"")].contains(byte)
        else { throw mismatch(index, "a string of one ASCII character") }
        return byte
    }
}

extension MemberParameter {
    /// A text that is read.
    static let readText = MemberParameter(
        "text", "string | bytes", "the text, or bytes that are one in UTF-8")
}
