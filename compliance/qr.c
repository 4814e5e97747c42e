/* qr.c - a QR code on paper: zint knows which squares are black. */
#include "compliance/qr.h"

#include <zint.h>

bool
qr_draw(cairo_t *cairo, struct view bytes, double x, double y, double side, struct err *err)
{
	struct zint_symbol *symbol = ZBarcode_Create();

	must(symbol != NULL);
	symbol->symbology = BARCODE_QRCODE;
	symbol->input_mode = DATA_MODE;	/* the bytes as they are */
	symbol->option_1 = 2;	/* level M */
	if (ZBarcode_Encode(symbol, (const unsigned char *)bytes.data, (int)bytes.len) >= ZINT_ERROR) {
		fail(err, ERR_INPUT, "this cannot be made a QR code: %s", symbol->errtxt);
		ZBarcode_Delete(symbol);
		return false;
	}
	double square = side / symbol->width;
	for (int row = 0; row < symbol->rows; row++)
		for (int column = 0; column < symbol->width; column++)
			if (symbol->encoded_data[row][column / 8] >> (column % 8) & 1)
				cairo_rectangle(cairo, x + column * square, y + row * square, square, square);
	cairo_fill(cairo);
	ZBarcode_Delete(symbol);
	return true;
}
