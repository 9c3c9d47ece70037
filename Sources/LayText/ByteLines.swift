/// The lines of a text one after the other, without their newlines; behind the last newline stands one
/// more, which may be empty.
struct ByteLines: Sequence, IteratorProtocol {
    private let text: UnsafeRawBufferPointer
    private var start: Int? = 0

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    mutating func next() -> Slice<UnsafeRawBufferPointer>? {
        guard let first = start else { return nil }
        let end = text[first...].firstIndex(of: 10)
        start = end.map { $0 + 1 }
        return text[first..<(end ?? text.count)]
    }
}
