import Testing

@testable import LayFiles
