using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTriage.Cases.Migrations
{
    /// <inheritdoc />
    public partial class ReadingOfBundles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Names",
                table: "Bundle",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Opening",
                table: "Bundle",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Names",
                table: "Bundle");

            migrationBuilder.DropColumn(
                name: "Opening",
                table: "Bundle");
        }
    }
}
